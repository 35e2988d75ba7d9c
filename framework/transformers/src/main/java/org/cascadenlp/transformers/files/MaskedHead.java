package org.cascadenlp.transformers.files;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.config.BertArchitecture;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * BERT's masked language modelling head (Devlin et al. 2019, section 3.1): a dense layer, layer
 * normalisation, and an output bias; the output matrix is tied to the word embeddings.
 */
public final class MaskedHead {

  private static final String PREFIX = "cls.predictions.";

  private MaskedHead() {}

  /**
   * The five arrays of the head under Hugging Face's names; empty if {@code tensors} lack any of
   * them.
   *
   * @param place the weight file, for errors
   */
  public static Map<String, Tensor> of(
      Map<String, Tensor> tensors, EncoderConfiguration configuration, String place) {
    long width = configuration.hiddenSize();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put("bias", new long[] {configuration.vocabulary()});
    shapes.put("transform.dense.weight", new long[] {width, width});
    shapes.put("transform.dense.bias", new long[] {width});
    shapes.put("transform.LayerNorm.weight", new long[] {width});
    shapes.put("transform.LayerNorm.bias", new long[] {width});
    Map<String, Tensor> head = new LinkedHashMap<>();
    if (configuration.architecture() != BertArchitecture.BERT
        || !shapes.keySet().stream().allMatch(name -> tensors.containsKey(PREFIX + name))) {
      return head;
    }
    for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
      Tensor tensor = tensors.get(PREFIX + entry.getKey());
      if (tensor == null || !Arrays.equals(tensor.shape(), entry.getValue())) {
        throw CascadeException.of(
            place + ", array " + PREFIX + entry.getKey(),
            "expected shape "
                + Arrays.toString(entry.getValue())
                + ", found "
                + (tensor == null ? "none" : Arrays.toString(tensor.shape())),
            "the configuration belongs to other weights");
      }
      head.put(PREFIX + entry.getKey(), tensor);
    }
    return head;
  }
}
