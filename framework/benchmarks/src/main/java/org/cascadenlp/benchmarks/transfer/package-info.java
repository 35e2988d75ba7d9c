/** What transfer to a task reaches, over seeds, beside transformers. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.transfer;
