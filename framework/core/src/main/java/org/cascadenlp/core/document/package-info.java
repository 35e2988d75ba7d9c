/** Documents on their way in and out: corpora, clean text, names, labels in files. */
package org.cascadenlp.core.document;
