package org.cascadenlp.recurrent.elmo;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.recurrent.encoder.RecurrentEncoder;
import org.cascadenlp.recurrent.encoder.RecurrentSettings;

/** The tiny random ELMos that testdata/reference/recurrent.py writes. */
final class TinyElmo {

  private TinyElmo() {}

  static Path folder(String name) {
    return Path.of(System.getProperty("cascade.root"), "testdata", "models", name);
  }

  static RecurrentEncoder open(Path folder, int batchTokens, Integer... layers) {
    return (RecurrentEncoder)
        new ElmoProvider()
            .open(folder, new RecurrentSettings(List.of(layers), 512, 64, batchTokens, 0));
  }

  /** The sentences of the reference. */
  static List<Sequence> sequences(String name) {
    try {
      String json = Files.readString(folder(name).resolve("tokens.json"));
      return Arrays.stream(new Gson().fromJson(json, String[][].class))
          .map(tokens -> new Sequence(List.of(tokens)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
