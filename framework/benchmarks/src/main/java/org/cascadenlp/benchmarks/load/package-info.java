/** The speed of a run while other processes use the same cores. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.load;
