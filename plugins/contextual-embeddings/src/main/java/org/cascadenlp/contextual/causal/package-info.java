/**
 * Causal decoders (GPT, GPT-2, GPT-Neo) as language models: how likely a text is, and what follows
 * it.
 */
@NullMarked
package org.cascadenlp.contextual.causal;

import org.jspecify.annotations.NullMarked;
