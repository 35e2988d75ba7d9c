package org.cascadenlp.testkit.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A copy of a corpus that tests modify.
 *
 * @param root its file or folder
 * @param files all its files
 */
record CorpusCopy(Path root, List<Path> files) {

  /** Copies {@code corpus}, a file or a folder, into {@code folder}. */
  static CorpusCopy of(Path corpus, Path folder) throws IOException {
    Path root = folder.resolve(corpus.getFileName().toString());
    List<Path> copied = new ArrayList<>();
    try (Stream<Path> all = Files.walk(corpus)) {
      for (Path one : all.sorted().toList()) {
        Path target = root.resolve(corpus.relativize(one).toString());
        if (Files.isDirectory(one)) {
          Files.createDirectories(target);
        } else {
          Path copy = Files.isDirectory(corpus) ? target : root;
          Files.copy(one, copy);
          copied.add(copy);
        }
      }
    }
    return new CorpusCopy(root, List.copyOf(copied));
  }

  /** Rewrites every file in UTF-8 with {@code change} applied to its text. */
  void changeAll(UnaryOperator<String> change) throws IOException {
    for (Path file : files) {
      Files.writeString(file, change.apply(Files.readString(file)));
    }
  }
}
