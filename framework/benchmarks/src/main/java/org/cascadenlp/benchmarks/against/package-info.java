/** Two builds of Cascade, an older and this one, measured in turns and compared. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.against;
