/** The command that compares embeddings on the same task and data, and its report. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.training.compare;
