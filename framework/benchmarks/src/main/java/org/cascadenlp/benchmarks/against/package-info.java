/** The command that compares the speed of an older build of Cascade with this one. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.against;
