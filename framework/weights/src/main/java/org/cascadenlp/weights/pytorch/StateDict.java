package org.cascadenlp.weights.pytorch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;

/** Finds the dict of tensors among the objects that a PyTorch file holds. */
final class StateDict {

  private static final List<String> NAMES =
      List.of("state_dict", "model_state_dict", "model", "module");
  private static final String REMEDY =
      "expected a dict of tensors, or one such dict under a key of " + NAMES;

  private StateDict() {}

  /**
   * The tensors of {@code top}, which is a dict of tensors, or a dict that has exactly one dict of
   * tensors under one of the usual names.
   *
   * @param place the file, for errors
   */
  static Map<String, TensorReference> of(Object top, String place) {
    if (!(top instanceof Dict dict)) {
      throw CascadeException.of(place, "holds " + TorchObjects.kind(top), REMEDY);
    }
    if (dict.entries().values().stream().anyMatch(TensorReference.class::isInstance)) {
      return tensors(dict, place);
    }
    List<String> found = new ArrayList<>();
    for (String name : NAMES) {
      if (dict.entries().get(name) instanceof Dict inner
          && inner.entries().values().stream().anyMatch(TensorReference.class::isInstance)) {
        found.add(name);
      }
    }
    if (found.size() != 1) {
      throw CascadeException.of(
          place,
          (found.isEmpty() ? "holds no dict of tensors" : "holds several dicts of tensors " + found)
              + ", its keys are "
              + keys(dict),
          REMEDY);
    }
    Dict inner = (Dict) dict.entries().get(found.get(0));
    return tensors(inner == null ? dict : inner, place + ", " + found.get(0));
  }

  private static Map<String, TensorReference> tensors(Dict dict, String place) {
    Map<String, TensorReference> tensors = new LinkedHashMap<>();
    dict.entries()
        .forEach(
            (key, value) -> {
              if (!(key instanceof String name) || !(value instanceof TensorReference tensor)) {
                throw CascadeException.of(
                    place,
                    "maps " + TorchObjects.kind(key) + " to " + TorchObjects.kind(value),
                    "expected names and tensors only: save model.state_dict() alone");
              }
              tensors.put(name, tensor);
            });
    return tensors;
  }

  private static List<String> keys(Dict dict) {
    return dict.entries().keySet().stream().limit(10).map(TorchObjects::kind).toList();
  }
}
