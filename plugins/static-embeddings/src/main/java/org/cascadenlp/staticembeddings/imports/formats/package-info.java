/** The file formats of published word vectors, and their detection. */
package org.cascadenlp.staticembeddings.imports.formats;
