/** The time of the parts of MiniLM's training step. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.training;
