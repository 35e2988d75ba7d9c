/** Units cut into windows of subwords, read batch by batch, and pooled into vectors. */
package org.cascadenlp.transformers.sequences;
