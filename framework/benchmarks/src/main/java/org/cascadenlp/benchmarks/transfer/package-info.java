/** The scores of transfer to tasks over several seeds, compared with transformers. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.transfer;
