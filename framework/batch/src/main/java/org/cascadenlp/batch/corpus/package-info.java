/** Corpus input of commands: options, slices of files, and runs through a pipeline. */
package org.cascadenlp.batch.corpus;
