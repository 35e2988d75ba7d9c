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
import org.cascadenlp.transformers.head.AdapterHead;
import org.cascadenlp.transformers.head.HeadArrays;
import org.cascadenlp.transformers.head.HeadConfiguration;
import org.cascadenlp.transformers.head.HeadLayout;
import org.cascadenlp.weights.tensor.Tensor;

/** Reads the head of a model that Hugging Face's transformers saved with its encoder. */
final class PretrainedFolder {

  private PretrainedFolder() {}

  /** The head in {@code folder}, with the vectors that it reads. */
  static PretrainedHead head(Path folder) {
    EncoderSource source = EncoderSources.in(folder);
    EncoderConfiguration encoder = source.configuration().get();
    if (!LoraAdapter.in(folder)) {
      HeadConfiguration head = HeadConfiguration.read(folder, encoder.architecture());
      HeadLayout layout = layout(encoder, head);
      return head(source, encoder, head, layout, source.tensors().get(), source.place());
    }
    Map<String, Tensor> tensors = source.tensors().get();
    HeadConfiguration head = AdapterHead.read(folder, encoder, tensors);
    String place = folder.resolve(LoraAdapter.WEIGHTS).toString();
    return head(source, encoder, head, layout(encoder, head), tensors, place);
  }

  private static HeadLayout layout(EncoderConfiguration encoder, HeadConfiguration head) {
    return HeadLayout.of(encoder, head.name())
        .orElseThrow(
            () ->
                CascadeException.of(
                    head.place(),
                    "architectures is " + head.architecture() + ", whose head is not supported",
                    head.name().equals(HeadClass.ANSWERS)
                        ? "a GPT has no classification token, whose logits are those of no answer:"
                            + " use an encoder that has one, for example a BERT"
                        : "heads of sequences are supported for all families, of XLNet with"
                            + " summary_type last and summary_use_proj"));
  }

  /**
   * The head.
   *
   * @param place the file with the arrays of the head, for errors
   */
  private static PretrainedHead head(
      EncoderSource source,
      EncoderConfiguration encoder,
      HeadConfiguration head,
      HeadLayout layout,
      Map<String, Tensor> tensors,
      String place) {
    Map<String, Tensor> arrays = HeadArrays.of(tensors, layout, head, encoder, place);
    String hash = Tensor.hash(EncoderWeights.of(tensors, encoder, source.place()));
    return new PretrainedHead(
        head.place(),
        head.architecture(),
        new HeadClass(head.name(), layout.layer(), head.problemType()),
        head.labels(),
        space(source.name(), encoder, hash, head.name()),
        arrays);
  }

  /**
   * What a head of sequences reads. A GPT has read the whole text at its last subword only; {@code
   * classifier_pooling} is a field of ModernBERT.
   */
  static SequencePooling pooling(EncoderConfiguration encoder) {
    if (encoder.text("classifier_pooling", "").equals("mean")) {
      return SequencePooling.MEAN;
    }
    return encoder.spec().attention().isCausal() ? SequencePooling.LAST : SequencePooling.CLS;
  }

  private static VectorSpace space(
      String name, EncoderConfiguration encoder, String hash, String headClass) {
    boolean sequences = headClass.equals(HeadClass.SEQUENCES);
    int window = encoder.positions();
    EmbedderSettings settings =
        new EmbedderSettings(
            List.of(encoder.layers()),
            headClass.equals(HeadClass.ANSWERS) ? Pooling.NONE : Pooling.FIRST,
            sequences ? pooling(encoder) : SequencePooling.NONE,
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
