/** What a user waits for before anything is annotated. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.start;
