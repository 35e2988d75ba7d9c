/** Corpora: which of their documents a command reads, how, and through which pipeline. */
package org.cascadenlp.batch.corpus;
