package org.cascadenlp.weights.pytorch;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.binary.Numbers;
import org.cascadenlp.weights.tensor.Tensor;

/** The numbers beside a pickle, by the keys of their storages. */
interface Storages {

  /** How many times the tensors of a file may have the numbers of its storages. */
  int MOST_SHARED = 16;

  /** The numbers that a storage may have, as many as an array. */
  long MOST_NUMBERS = Integer.MAX_VALUE - 8;

  /**
   * All numbers of {@code storage}.
   *
   * @throws CascadeException where the file has not exactly as many
   */
  float[] read(StorageReference storage) throws IOException;

  /**
   * Copies {@code tensors} out of their storages, each of which is read once.
   *
   * @param place the file, for errors
   */
  default Map<String, Tensor> tensors(Map<String, TensorReference> tensors, String place)
      throws IOException {
    Map<String, Map<String, TensorReference>> users = new LinkedHashMap<>();
    Map<String, Tensor> read = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          users
              .computeIfAbsent(tensor.storage().key(), key -> new LinkedHashMap<>())
              .put(name, tensor);
          read.put(name, new Tensor(new long[] {0}, new float[0])); // its place in the order
        });
    long stored = 0;
    long copied = 0;
    for (Map<String, TensorReference> views : users.values()) {
      float[] numbers = read(views.values().iterator().next().storage());
      stored += numbers.length;
      for (Map.Entry<String, TensorReference> view : views.entrySet()) {
        String array = place + ", array " + view.getKey();
        TensorReference tensor = view.getValue();
        copied += Numbers.count(tensor.shape(), array);
        if (copied > (stored + 1024) * MOST_SHARED) {
          throw CascadeException.of(
              array,
              "the tensors up to it share their storages more than " + MOST_SHARED + " times",
              "save the model as safetensors");
        }
        read.put(view.getKey(), new Tensor(tensor.shape(), values(tensor, numbers, array)));
      }
    }
    return read;
  }

  private static float[] values(TensorReference tensor, float[] numbers, String place) {
    StorageReference storage = tensor.storage();
    if (tensor.offset() < 0 || tensor.offset() > storage.length()) {
      throw CascadeException.of(
          place,
          "begins at number " + tensor.offset() + " of a storage of " + storage.length(),
          "the file is damaged: fetch it again");
    }
    return Numbers.gather(
        numbers,
        Math.addExact(storage.begin(), tensor.offset()),
        storage.begin() + storage.length(),
        tensor.shape(),
        tensor.strides(),
        place);
  }
}
