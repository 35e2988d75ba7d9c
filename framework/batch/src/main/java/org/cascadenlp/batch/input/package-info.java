/** Which files are documents, and their text: links, encodings, what is not plain text. */
package org.cascadenlp.batch.input;
