package org.cascadenlp.core.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Recognizes FIFOs, devices and sockets, on which a reader may block or never reach the end. */
public final class SpecialFile {

  private static final int KIND = 0xF000; // of POSIX's st_mode
  private static final int FIFO = 0x1000;
  private static final int CHARACTERS = 0x2000;
  private static final int BLOCKS = 0x6000;
  private static final int SOCKET = 0xC000;

  private SpecialFile() {}

  /**
   * The kind of special file, for example {@code a FIFO}; empty for a regular file, a folder or a
   * missing path.
   */
  public static String kind(Path path) {
    try {
      if (!Files.readAttributes(path, BasicFileAttributes.class).isOther()) {
        return "";
      }
      Object mode = Files.getAttribute(path, "unix:mode");
      return mode instanceof Integer number ? kind(number) : "no file";
    } catch (IOException e) {
      return ""; // reported by the code that opens it
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return "no file";
    }
  }

  private static String kind(int mode) {
    return switch (mode & KIND) {
      case FIFO -> "a FIFO";
      case CHARACTERS, BLOCKS -> "a device";
      case SOCKET -> "a socket";
      default -> "no file";
    };
  }
}
