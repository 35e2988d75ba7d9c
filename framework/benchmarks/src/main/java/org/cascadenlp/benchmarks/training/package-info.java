/** The training step of MiniLM: its parts, and how long each takes. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.training;
