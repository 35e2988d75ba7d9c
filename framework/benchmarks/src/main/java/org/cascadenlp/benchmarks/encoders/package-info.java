/** How fast each family of encoders runs, beside Python on the same weights. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.encoders;
