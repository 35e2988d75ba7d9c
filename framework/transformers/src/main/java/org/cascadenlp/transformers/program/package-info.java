/** Generates the operator program of a transformer, and runs it on batches of subwords. */
package org.cascadenlp.transformers.program;
