/** Whole pipelines over many documents, and their parts called directly. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.pipelines;
