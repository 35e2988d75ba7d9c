/** The files that word vectors are published in, told apart by their first bytes. */
package org.cascadenlp.staticembeddings.imports.formats;
