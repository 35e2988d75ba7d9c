package org.cascadenlp.transformers.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A transformer architecture: reads its {@code config.json} and maps its saved arrays to a {@link
 * org.cascadenlp.transformers.spec.TransformerSpec}.
 *
 * <p>A new architecture is an implementation that is listed in {@link #ALL}.
 */
public interface Architecture {

  /** All supported architectures. */
  List<Architecture> ALL =
      List.of(
          BertArchitecture.BERT,
          BertArchitecture.ROBERTA,
          BertArchitecture.XLM_ROBERTA,
          BertArchitecture.CAMEMBERT,
          BertArchitecture.ELECTRA,
          new DistilBertArchitecture(),
          new AlbertArchitecture(),
          new MpnetArchitecture(),
          new DebertaArchitecture(),
          new XlnetArchitecture(),
          new GptArchitecture(),
          new Gpt2Architecture(),
          new GptNeoArchitecture(),
          new ModernBertArchitecture());

  /** The value of {@code model_type}. */
  String modelType();

  /** The prefix of the class names in Hugging Face's transformers, for example {@code Bert}. */
  String stem();

  /** The prefix of array names in files that also contain a head, for example {@code bert.}. */
  String prefix();

  /**
   * Reads and checks a configuration of this architecture.
   *
   * @throws org.cascadenlp.core.error.CascadeException for a missing, invalid or unsupported field
   */
  EncoderConfiguration read(ConfigurationFields fields);

  /** The architecture of {@code modelType}, or null if it is not supported. */
  static @Nullable Architecture of(String modelType) {
    return byType().get(modelType);
  }

  /** All architectures by {@code model_type}, sorted. */
  static Map<String, Architecture> byType() {
    Map<String, Architecture> all = new TreeMap<>();
    ALL.forEach(architecture -> all.put(architecture.modelType(), architecture));
    return all;
  }
}
