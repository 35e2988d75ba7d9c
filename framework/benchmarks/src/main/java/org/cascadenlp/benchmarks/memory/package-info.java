/** How much memory a process takes that runs a pipeline, at most and over time. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.memory;
