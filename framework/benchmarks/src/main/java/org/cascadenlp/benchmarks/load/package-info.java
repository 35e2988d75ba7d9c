/** What is left of the speed where other processes want the same cores. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.load;
