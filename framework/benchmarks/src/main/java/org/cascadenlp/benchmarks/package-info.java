/** Benchmarks: one table a command, each measured beside its peers and written into RESULTS.md. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks;
