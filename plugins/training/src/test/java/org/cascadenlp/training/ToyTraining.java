package org.cascadenlp.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cascadenlp.core.command.ProgressLine;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.training.checkpoint.CheckpointSettings;
import org.cascadenlp.training.checkpoint.FileOperations;
import org.cascadenlp.training.checkpoint.ResumeMode;
import org.cascadenlp.training.loop.Trainer;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.FeatureCache;
import org.cascadenlp.training.source.FrozenVectors;
import org.cascadenlp.training.source.LoraEncoder;
import org.cascadenlp.training.source.TunedEncoder;
import org.cascadenlp.training.source.VectorSource;

/** A training of a few updates with dropout, checkpoints after each of them, and a printed log. */
public final class ToyTraining implements AutoCloseable {

  private static final List<Labelled<List<String>>> TRAIN = Toy.examples(15, 1);
  private static final List<Labelled<List<String>>> DEV = Toy.examples(6, 2);

  private final TinyEncoder encoder = new TinyEncoder();
  private final ToyMode mode;
  private final TrainingSettings settings;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  /** Epochs of {@code updates} updates of two batches each. */
  public ToyTraining(ToyMode mode, int epochs, int updates) {
    this(
        mode,
        Toy.batches(
            Toy.dropout(
                Toy.epochs(Toy.settings(mode), Toy.settings(mode).optimiser(), epochs, 0), 0.2f, 7),
            (TRAIN.size() + 2 * updates - 1) / (2 * updates),
            2));
  }

  public ToyTraining(ToyMode mode, TrainingSettings settings) {
    this.mode = mode;
    this.settings = settings;
  }

  public TrainingSettings settings() {
    return settings;
  }

  /** The name of the folder of the last checkpoint. */
  public String last() {
    return "step-" + settings.epochs() * settings.updatesPerEpoch(TRAIN.size());
  }

  /** Trains with a checkpoint after every update. */
  public void run(Path folder, ResumeMode resume, FileOperations files) {
    run(folder, new CheckpointSettings(1, 1, resume, Map.of(), files));
  }

  public void run(Path folder, CheckpointSettings checkpoints) {
    try (VectorSource source = source()) {
      new Trainer<>(
              new TinyHead(),
              Toy.head(settings.seed()),
              SequenceType.SENTENCE,
              settings,
              "Apache-2.0",
              ProgressLine.of(
                  new PrintStream(printed, true, StandardCharsets.UTF_8), ProgressLine.Kind.LOG))
          .train(source, TRAIN, DEV, folder, checkpoints);
    }
  }

  /** The lines that were printed. */
  public List<String> lines() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private VectorSource source() {
    return switch (mode) {
      case FINE_TUNE -> new TunedEncoder(encoder, 0, Level.TOKEN);
      case LORA -> new LoraEncoder(encoder, null, Toy.LORA, settings.seed(), Level.TOKEN);
      case FROZEN -> {
        FrozenVectors vectors =
            new FrozenVectors(encoder.vectorSpace(), Level.TOKEN, new FeatureCache(1, 1));
        Stream.of(TRAIN, DEV)
            .flatMap(List::stream)
            .map(Labelled::instance)
            .forEach(one -> vectors.add(one, encoder.embed(List.of(one.sequence())).get(0)));
        yield vectors;
      }
    };
  }

  /** The content of a model's files without times: the column of seconds, and its hash. */
  public static Map<String, String> model(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.list(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(
            file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    files.computeIfPresent(
        "metrics.csv", (name, rows) -> rows.replaceAll("(?m)^((?:[^,]*,){5})[^,]*", "$1"));
    JsonObject card = JsonParser.parseString(files.get("model.json")).getAsJsonObject();
    assertThat(card.getAsJsonObject("files").remove("metrics.csv")).isNotNull();
    files.put("model.json", card.toString());
    return files;
  }

  @Override
  public void close() {
    encoder.close();
  }
}
