/** The time of starting and stopping a run. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.start;
