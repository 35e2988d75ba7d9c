package org.cascadenlp.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes what the jar of pipelines holds: the descriptors with class path names in place of paths,
 * the shipped models with an index of each folder, the recipes, and a NOTICE. The build runs this
 * file as it is, {@code java PipelinesJar.java PIPELINES CLASSES}.
 */
final class PipelinesJar {

  /** Where all of it lies in the jar. */
  private static final String HOME = "org/cascadenlp/pipelines/";

  /** The models that are shipped; what a user has trained or imported beside them is not. */
  private static final List<String> MODELS =
      List.of(
          "models/entities/glove",
          "models/entities/minilm",
          "models/entities/minilm-lora",
          "models/genre/glove",
          "models/genre/minilm-lora",
          "models/pos/glove",
          "models/pos/minilm-lora",
          "models/vectors");

  private static final String INDEX = "index.txt";

  private static final Pattern STRING = Pattern.compile("<string>([^<]+)</string>");
  private static final Pattern FILES = Pattern.compile("\"files\": \\{[^}]*\\}");
  private static final Pattern REPORT =
      Pattern.compile("\\s*\"[^\"]+\\.(csv|html)\": \"[0-9a-f]{64}\",?");
  private static final Pattern CARD = Pattern.compile("\"(name|licence)\": \"([^\"]*)\"");

  private final Path pipelines;
  private final Path target;
  private final Set<String> shipped = new TreeSet<>();

  private PipelinesJar(Path pipelines, Path target) {
    this.pipelines = pipelines;
    this.target = target;
  }

  public static void main(String[] arguments) throws IOException {
    Path classes = Path.of(arguments[1]);
    PipelinesJar jar = new PipelinesJar(Path.of(arguments[0]), classes.resolve(HOME));
    jar.clear();
    for (String model : MODELS) {
      jar.addModel(model);
    }
    for (String folder : List.copyOf(jar.shipped)) {
      jar.index(folder);
    }
    jar.addDescriptors("");
    jar.addDescriptors("embeddings");
    jar.addRecipes();
    jar.addRemoved();
    Path notice = classes.resolve("META-INF/NOTICE");
    Files.createDirectories(notice.getParent());
    Files.writeString(notice, jar.notice());
  }

  /** Removes what an earlier build has written: it may be shipped no longer. */
  private void clear() throws IOException {
    if (Files.isDirectory(target)) {
      try (Stream<Path> files = Files.walk(target)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void addModel(String model) throws IOException {
    for (Path file : files(pipelines.resolve(model))) {
      String name = pipelines.relativize(file).toString().replace('\\', '/');
      Path copy = target.resolve(name);
      if (name.endsWith(".csv") || name.endsWith(".html")) {
        continue;
      }
      if (name.startsWith("models/vectors/") && !name.matches(".*/(glove-6b.*|README\\.md)")) {
        continue; // a user's own
      }
      Files.createDirectories(copy.getParent());
      if (name.endsWith("/model.json")) {
        Files.writeString(copy, withoutReports(Files.readString(file)));
      } else {
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      shipped.add(name);
    }
    shipped.add(model);
    shipped.add(model.substring(0, model.lastIndexOf('/')));
    shipped.removeIf(name -> name.equals("models")); // no part names it
  }

  /** The card without the hashes of files that are left out. */
  private static String withoutReports(String card) {
    Matcher files = FILES.matcher(card);
    if (!files.find()) {
      throw new IllegalStateException("a model.json lists no files");
    }
    String kept = REPORT.matcher(files.group()).replaceAll("").replaceAll(",(\\s*\\})$", "$1");
    return card.substring(0, files.start()) + kept + card.substring(files.end());
  }

  /** Lists the files below {@code folder} as sha256sum does. */
  private void index(String folder) throws IOException {
    Path top = target.resolve(folder);
    if (!Files.isDirectory(top)) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    for (Path file : files(top)) {
      if (!file.endsWith(INDEX)) {
        lines.append(sha256(Files.readAllBytes(file))).append("  ");
        lines.append(top.relativize(file).toString().replace('\\', '/')).append('\n');
      }
    }
    Files.writeString(top.resolve(INDEX), lines);
  }

  private void addDescriptors(String folder) throws IOException {
    Path from = pipelines.resolve(folder);
    List<Path> found;
    try (Stream<Path> files = Files.list(from)) {
      found = files.filter(f -> f.toString().endsWith(".xml")).sorted().toList();
    }
    for (Path file : found) {
      String text = Files.readString(file);
      if (text.contains("<analysisEngineDescription")) {
        Path copy = target.resolve(folder).resolve(file.getFileName());
        Files.createDirectories(copy.getParent());
        Files.writeString(
            copy,
            STRING
                .matcher(text)
                .replaceAll(
                    value ->
                        Matcher.quoteReplacement(
                            "<string>" + classPathName(folder, value.group(1)) + "</string>")));
      }
    }
  }

  /** Copies the recipes of training, which UIMA and {@code --settings} find by their names. */
  private void addRecipes() throws IOException {
    Path from = pipelines.resolve("recipes");
    for (Path file : files(from)) {
      if (file.toString().endsWith(".settings")) {
        Path copy = target.resolve(pipelines.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Copies the list of the pipelines that earlier versions had. */
  private void addRemoved() throws IOException {
    String list = "removed.properties";
    Files.copy(pipelines.resolve(list), target.resolve(list), StandardCopyOption.REPLACE_EXISTING);
  }

  /** {@code value}, or the name of the shipped file or folder that it is the path of. */
  private String classPathName(String folder, String value) {
    String path = Path.of(folder).resolve(value).normalize().toString().replace('\\', '/');
    return shipped.contains(path) ? HOME + path : value;
  }

  private String notice() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("Cascade pipelines");
    lines.add("");
    lines.add(
        "The descriptors are under the Apache License, Version 2.0. The models below " + HOME);
    lines.add("keep the licences of what they were trained on, as their model.json says:");
    lines.add("");
    for (String model : MODELS) {
      Path card = target.resolve(model).resolve("model.json");
      if (Files.exists(card)) {
        String name = "";
        String licence = "";
        for (Matcher m = CARD.matcher(Files.readString(card)); m.find(); ) {
          name = name.isEmpty() && m.group(1).equals("name") ? m.group(2) : name;
          licence = m.group(1).equals("licence") ? m.group(2) : licence;
        }
        if (licence.isEmpty()) {
          throw new IllegalStateException(card + " names no licence");
        }
        lines.add("- " + model + " (" + name + "): " + licence);
      }
    }
    lines.add("");
    lines.add(Files.readString(pipelines.resolve("models/vectors/README.md")).strip());
    lines.add("");
    return String.join("\n", lines);
  }

  private static List<Path> files(Path top) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
