/** Benchmarks: each command measures one table, with Cascade and its peers, for RESULTS.md. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks;
