package org.cascadenlp.contextual;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.Pooling;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.neural.model.LoraAdapter;
import org.cascadenlp.neural.model.PretrainedHead;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.files.EncoderSource;
import org.cascadenlp.transformers.files.EncoderSources;
import org.cascadenlp.transformers.files.EncoderWeights;
import org.cascadenlp.transformers.head.HeadArrays;
import org.cascadenlp.transformers.head.HeadConfiguration;
import org.cascadenlp.transformers.head.HeadLayout;
import org.cascadenlp.weights.tensor.Tensor;

/** Reads the head of a model that Hugging Face's transformers saved with its encoder. */
final class PretrainedFolder {

  private PretrainedFolder() {}

  /** The head in {@code folder}, with the vectors that it reads. */
  static PretrainedHead head(Path folder) {
    if (LoraAdapter.in(folder)) {
      throw CascadeException.of(
          folder.toString(),
          "this is an adapter without model.json",
          "name a folder that `cascade train` wrote, or merge the adapter into a model in Python");
    }
    EncoderSource source = EncoderSources.in(folder);
    EncoderConfiguration encoder = source.configuration().get();
    HeadConfiguration head = HeadConfiguration.read(folder, encoder.architecture());
    HeadLayout layout =
        HeadLayout.of(encoder, head.name())
            .orElseThrow(
                () ->
                    CascadeException.of(
                        head.place(),
                        "architectures is " + head.architecture() + ", whose head is not supported",
                        "heads of sequences are supported for BERT, RoBERTa, XLM-R, ELECTRA,"
                            + " DistilBERT, ALBERT, MPNet, DeBERTa and XLNet (with summary_type"
                            + " last and summary_use_proj), of answers for those but XLNet"));
    Map<String, Tensor> tensors = source.tensors().get();
    Map<String, Tensor> arrays = HeadArrays.of(tensors, layout, head, encoder, source.place());
    String hash = Tensor.hash(EncoderWeights.of(tensors, encoder, source.place()));
    return new PretrainedHead(
        head.place(),
        head.architecture(),
        new HeadClass(head.name(), layout.activation(), head.problemType()),
        head.labels(),
        space(source.name(), encoder, hash, head.name()),
        arrays);
  }

  private static VectorSpace space(
      String name, EncoderConfiguration encoder, String hash, String headClass) {
    boolean sequences = headClass.equals(HeadClass.SEQUENCES);
    int window = encoder.positions();
    EmbedderSettings settings =
        new EmbedderSettings(
            List.of(encoder.layers()),
            headClass.equals(HeadClass.ANSWERS) ? Pooling.NONE : Pooling.FIRST,
            sequences ? SequencePooling.CLS : SequencePooling.NONE,
            false,
            window,
            0,
            Precision.AUTO,
            window);
    EncoderSpaces spaces =
        new EncoderSpaces(name, encoder.hiddenSize(), hash, settings, settings.layers());
    return spaces.pooled().orElse(spaces.tokens()).cutting(Cut.TEXT);
  }
}
