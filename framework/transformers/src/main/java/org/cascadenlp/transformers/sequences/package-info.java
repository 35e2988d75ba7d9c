/** Divides sequences into windows of subwords, encodes them in batches, and pools vectors. */
package org.cascadenlp.transformers.sequences;
