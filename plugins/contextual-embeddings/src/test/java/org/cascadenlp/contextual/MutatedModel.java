package org.cascadenlp.contextual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.Pooling;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;

/**
 * Opens tiny models with faults in a file and runs them on hard texts. It is a separate program,
 * because native code may terminate its process: it prints a line before and after each seed.
 */
final class MutatedModel {

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "ab Ab, \ufb01ne e\u0301 \u0007\u200b 20,000 \uff11 \u4e2d\u6587 \uD83D\uDE00 <mask>"
              + " [MASK]  x",
          "\u0007\u00ad",
          "\u0301\u0301a",
          "\u4e2d\u56fd \u4e2d  ",
          "  \n\n\t <s> </s> [CLS] [SEP]   \u2581\u2581a ",
          "a".repeat(40) + "!",
          "xy ".repeat(300));

  private final Path models;
  private final Path folder;

  private MutatedModel(Path models, Path folder) {
    this.models = models;
    this.folder = folder;
  }

  /**
   * Arguments: the folder of the tiny models, an empty folder, the first seed, the number of seeds.
   */
  public static void main(String[] arguments) throws IOException {
    MutatedModel models = new MutatedModel(Path.of(arguments[0]), Path.of(arguments[1]));
    long first = Long.parseLong(arguments[2]);
    for (long seed = first; seed < first + Long.parseLong(arguments[3]); seed++) {
      System.out.println("begin " + seed);
      System.out.println("end " + seed + " " + models.run(seed));
    }
  }

  private String run(long seed) throws IOException {
    Random random = new Random(seed * 31 + 7);
    Path model = Files.createDirectories(folder.resolve("model-" + seed));
    Path file =
        switch ((int) (seed % 4)) {
          case 0 -> sentencePiece(model, random);
          case 1 -> configuration(model, random);
          default -> description(model, random);
        };
    String outcome;
    try {
      outcome = file.endsWith("config.json") ? embed(file.getParent()) : cut(model);
    } catch (CascadeException e) {
      outcome = "refused: " + e.getMessage().replace(model.toString(), "");
    }
    delete(model);
    return file.getFileName() + " " + outcome.lines().findFirst().orElse("");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Path description(Path model, Random random) throws IOException {
    List<Path> files =
        files(f -> f.endsWith("tokenizer.json") || f.getParent().endsWith("descriptions"));
    Path file = model.resolve("tokenizer.json");
    write(file, pick(files, random), random, true);
    return file;
  }

  private Path sentencePiece(Path model, Random random) throws IOException {
    Path from = pick(files(file -> file.toString().endsWith(".model")), random);
    boolean isNamed = from.getParent().getParent().endsWith("tokenizers");
    Path file = model.resolve(isNamed ? from.getFileName().toString() : "tokenizer.model");
    write(file, from, random, false);
    return file;
  }

  private Path configuration(Path model, Random random) throws IOException {
    Path whole = pick(files(file -> file.endsWith("config.json")), random).getParent();
    Path copy = LetterTokenizer.with(whole, model);
    Path file = copy.resolve("config.json");
    write(file, whole.resolve("config.json"), random, true);
    return file;
  }

  private List<Path> files(Predicate<Path> wanted) throws IOException {
    try (Stream<Path> walk = Files.walk(models)) {
      return walk.filter(Files::isRegularFile).filter(wanted).sorted().toList();
    }
  }

  private static Path pick(List<Path> files, Random random) {
    return files.get(random.nextInt(files.size()));
  }

  private static void write(Path file, Path from, Random random, boolean json) throws IOException {
    byte[] bytes = Files.readAllBytes(from);
    Files.write(file, json ? MutatedFile.json(bytes, random) : MutatedFile.bytes(bytes, random));
  }

  private static String cut(Path model) {
    int subwords = 0;
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(model)) {
      for (String text : TEXTS) {
        int[] ids = tokenizer.template().around(tokenizer.encode(text)).ids();
        subwords += ids.length + tokenizer.cut(text).ids().length;
        for (String word : text.split(" ")) {
          subwords += tokenizer.pieces(word).length;
        }
        tokenizer.decode(ids);
      }
    }
    return "gave " + subwords + " subwords";
  }

  private static String embed(Path model) {
    EmbedderSettings settings =
        new EmbedderSettings(
            List.of(-1), Pooling.MEAN, SequencePooling.NONE, false, 16, 4, Precision.FLOAT32, 64);
    try (Embedder embedder = new TransformerProvider().open(model, settings)) {
      Sequence sequence = new Sequence(List.of("a", "ab", "\u4e2d", "zz", "abcdefgh"));
      float[] vectors = embedder.embed(List.of(sequence, sequence.cutting(Cut.TEXT))).get(1);
      return "gave " + vectors.length + " numbers";
    }
  }
}
