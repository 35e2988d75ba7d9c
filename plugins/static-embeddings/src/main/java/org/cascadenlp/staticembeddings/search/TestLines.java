package org.cascadenlp.staticembeddings.search;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;

/** Reads the lines of a test set, a small file in UTF-8. */
final class TestLines {

  private static final long LONGEST = 64 << 20;

  private TestLines() {}

  static List<String> of(Path file) {
    try {
      long size = Files.size(file);
      if (size > LONGEST) {
        throw CascadeException.of(
            file.toString(), "has " + size + " bytes", "a test set has at most " + LONGEST);
      }
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw CascadeException.of(
          file.toString(),
          "there is no such file",
          "name a test set with one question per line",
          e);
    } catch (CharacterCodingException e) {
      throw CascadeException.of(file.toString(), "is not UTF-8", "save it as UTF-8", e);
    } catch (IOException e) {
      throw CascadeException.of(
          file.toString(),
          "cannot be read: " + CascadeException.describe(e),
          "check the path and its rights",
          e);
    }
  }
}
