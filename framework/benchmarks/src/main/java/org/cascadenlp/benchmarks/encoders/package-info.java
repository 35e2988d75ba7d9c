/** The speed of each family of encoders, compared with Python on the same weights. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.encoders;
