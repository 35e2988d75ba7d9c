package org.cascadenlp.recurrent.cove;

import org.cascadenlp.neural.embedding.EmbedderOptions;
import org.cascadenlp.neural.embedding.ModelReference;
import org.cascadenlp.recurrent.encoder.BiLstm;
import org.cascadenlp.recurrent.encoder.RecurrentSettings;

/**
 * How a CoVe makes vectors.
 *
 * @param rows how it makes those of tokens
 * @param output what is in a row
 * @param vectors the word vectors it reads
 */
record CoveSettings(RecurrentSettings rows, Output output, ModelReference vectors)
    implements EmbedderOptions {

  /** What is in a row. */
  enum Output {
    /** a layer of the network */
    COVE(BiLstm.Output.OUTPUT),
    /** the word vector and, after it, a layer of the network: [GloVe; CoVe] in the paper */
    VECTORS_AND_COVE(BiLstm.Output.INPUT_AND_OUTPUT);

    private final BiLstm.Output rows;

    Output(BiLstm.Output rows) {
      this.rows = rows;
    }

    BiLstm.Output rows() {
      return rows;
    }
  }
}
