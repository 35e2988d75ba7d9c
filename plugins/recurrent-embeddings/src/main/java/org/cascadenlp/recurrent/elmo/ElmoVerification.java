package org.cascadenlp.recurrent.elmo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.recurrent.encoder.Inference;
import org.cascadenlp.recurrent.encoder.RecurrentReference;
import org.cascadenlp.recurrent.encoder.RecurrentSettings;
import org.cascadenlp.recurrent.encoder.TokenWindow;
import org.cascadenlp.weights.tensor.Tensor;

/** Compares an ELMo with a reference whose inputs are character ids: 1 to 261, 0 for padding. */
final class ElmoVerification {

  private final ElmoFolder folder;
  private final RecurrentReference reference;
  private final List<List<String>> sequences = new ArrayList<>();
  private final List<TokenWindow> windows = new ArrayList<>();

  ElmoVerification(ElmoFolder folder, Path file) {
    ElmoOptions options = folder.options();
    this.folder = folder;
    this.reference =
        RecurrentReference.read(file, options.longestWord(), 2 * options.lstm().width());
    for (int b = 0; b < reference.lengths().length; b++) {
      int length = reference.lengths()[b];
      List<String> words = new ArrayList<>();
      for (int t = 0; t < length; t++) {
        words.add(word(b, t));
      }
      sequences.add(words);
      windows.add(TokenWindow.whole(Collections.nCopies(length, "")));
    }
  }

  private String word(int sequence, int token) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < reference.width(); i++) {
      float id = reference.inputs()[reference.at(sequence, token) + i];
      if (!(id >= 0 && id < ElmoOptions.CHARACTERS && id == Math.rint(id))) {
        throw CascadeException.of(
            reference.file() + ", array inputs",
            "holds " + id + " at row " + sequence + ", token " + token,
            "expected 0 to " + (ElmoOptions.CHARACTERS - 1));
      }
      word.append((char) id);
    }
    int end = word.length();
    while (end > 1 && word.charAt(end - 1) == WordCharacters.PADDING) {
      end--;
    }
    return word.substring(0, end);
  }

  /** The greatest absolute difference of the top layer. */
  double difference() {
    RecurrentSettings top = new RecurrentSettings(List.of(-1), Integer.MAX_VALUE, 0, 1, 0);
    try (ElmoNetwork network = new ElmoNetwork(folder, top)) {
      Map<String, Tensor> weights = folder.weights();
      return reference.greatestDifference(
          (from, to) ->
              Inference.values(
                  "verifying ELMo",
                  owner ->
                      network.states(
                          owner,
                          sequences.subList(from, to),
                          windows.subList(from, to),
                          Weights.of(owner, weights),
                          Mode.INFERENCE,
                          0)));
    }
  }
}
