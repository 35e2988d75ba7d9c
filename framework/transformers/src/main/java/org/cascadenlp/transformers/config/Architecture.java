package org.cascadenlp.transformers.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A family of encoders: how its {@code config.json} is read and how its saved arrays make up a
 * transformer.
 *
 * <p>A further one is a class of this kind in {@link #ALL}.
 */
public interface Architecture {

  /** All that are known. */
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
          new GptNeoArchitecture());

  /** The value of {@code model_type}. */
  String modelType();

  /** What the names of transformers' classes begin with, for example {@code Bert}. */
  String stem();

  /** What the names of arrays begin with where a head was saved beside them. */
  String prefix();

  /** Reads and checks what this family's configurations state. */
  EncoderConfiguration read(ConfigurationFields fields);

  /** The one of that {@code model_type}; null for none. */
  static @Nullable Architecture of(String modelType) {
    return byType().get(modelType);
  }

  /** All by their {@code model_type}, sorted. */
  static Map<String, Architecture> byType() {
    Map<String, Architecture> all = new TreeMap<>();
    ALL.forEach(architecture -> all.put(architecture.modelType(), architecture));
    return all;
  }
}
