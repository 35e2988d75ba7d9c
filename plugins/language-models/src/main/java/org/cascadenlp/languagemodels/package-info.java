/**
 * Causal decoders (GPT, GPT-2, GPT-Neo) as language models: scoring and generation of text.
 *
 * <pre>{@code
 * try (ModelStore.Lease<CausalModel> lease = CausalModel.lease("gpt2", Precision.FLOAT32)) {
 *   lease.model().generate(List.of("Ada Lovelace lived"), GenerationSettings.greedy(20));
 *   lease.model().score(List.of("Ada Lovelace lived in London."), ScoreSettings.usual());
 * }
 * }</pre>
 */
@NullMarked
package org.cascadenlp.languagemodels;

import org.jspecify.annotations.NullMarked;
