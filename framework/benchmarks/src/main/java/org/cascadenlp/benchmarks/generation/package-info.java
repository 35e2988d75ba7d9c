/** Continuations of prompts by a causal decoder, with and without a cache of keys and values. */
@org.jspecify.annotations.NullMarked
package org.cascadenlp.benchmarks.generation;
