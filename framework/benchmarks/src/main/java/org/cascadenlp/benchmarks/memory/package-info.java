/** The memory of a process that runs a pipeline: its peak and its growth. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.memory;
