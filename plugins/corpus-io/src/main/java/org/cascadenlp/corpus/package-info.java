/** Readers of corpora: CoNLL columns with gold entities, and plain text. */
package org.cascadenlp.corpus;
