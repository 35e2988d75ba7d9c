/** The speed of whole pipelines over many documents, and of their parts called directly. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.pipelines;
