package org.cascadenlp.recurrent.cove;

import org.cascadenlp.neural.embedding.EmbedderOptions;
import org.cascadenlp.neural.embedding.ModelReference;
import org.cascadenlp.recurrent.encoder.RecurrentSettings;

/**
 * The options of a CoVe.
 *
 * @param encoder the options of the recurrent encoder
 * @param output the content of a token's vector
 * @param vectors the word vectors used as inputs
 */
record CoveSettings(RecurrentSettings encoder, Output output, ModelReference vectors)
    implements EmbedderOptions {

  /** The content of a token's vector. */
  enum Output {
    /** the output of a layer */
    COVE,
    /** the word vector followed by the output of a layer: [GloVe; CoVe] in the paper */
    VECTORS_AND_COVE
  }
}
