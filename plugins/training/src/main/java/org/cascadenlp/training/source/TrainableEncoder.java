package org.cascadenlp.training.source;

import java.nio.file.Path;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.sequence.Cut;
import org.jspecify.annotations.Nullable;

/**
 * The encoder that a trainer trains together with the head.
 *
 * @param home the file or folder that it was opened from; null if it has a registered name
 * @param cut whether the subword tokenizer reads tokens or text
 */
public record TrainableEncoder(Encoder network, @Nullable Path home, Cut cut) {}
