/** CoNLL columns with a tag for each token. */
package org.cascadenlp.formats.conll;
