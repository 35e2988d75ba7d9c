package org.cascadenlp.weights.pytorch;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.binary.Numbers;
import org.cascadenlp.weights.tensor.Tensor;

/** The storages of a PyTorch file: the data outside the pickle, by key. */
interface Storages {

  /** The maximum ratio of tensor elements to storage elements in a file. */
  int MAX_SHARING = 16;

  /** The maximum number of elements of a storage, which is that of a Java array. */
  long MAX_STORAGE_ELEMENTS = Integer.MAX_VALUE - 8;

  /**
   * Reads the whole storage that {@code storage} refers to.
   *
   * @throws CascadeException if the file has not exactly the stated number of elements
   */
  float[] read(StorageReference storage) throws IOException;

  /**
   * Copies {@code tensors} out of their storages; each storage is read once.
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
          read.put(name, new Tensor(new long[] {0}, new float[0])); // a placeholder keeps the order
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
        if (copied > (stored + 1024) * MAX_SHARING) {
          throw CascadeException.of(
              array,
              "the tensors up to it share their storages more than " + MAX_SHARING + " times",
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
          "has offset " + tensor.offset() + " in a storage of " + storage.length() + " numbers",
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
