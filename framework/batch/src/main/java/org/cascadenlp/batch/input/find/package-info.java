/** Parts of finding input files: globs, copies of standard input and archives, what is left out. */
package org.cascadenlp.batch.input.find;
