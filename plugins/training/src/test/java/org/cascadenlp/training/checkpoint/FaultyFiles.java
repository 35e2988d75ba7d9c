package org.cascadenlp.training.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Operations on files at each of which a process may end: one that fails with an error, or a copy
 * of the folder as it is when the process is killed there. A write is interrupted after half its
 * bytes. Nothing is forced to the device.
 */
public final class FaultyFiles implements FileOperations {

  /** What happens at an operation. */
  private interface Fault {
    void at(int operation) throws IOException;
  }

  private final Fault fault;
  private final Map<String, Map<String, String>> written = new TreeMap<>();
  private int done;

  private FaultyFiles(Fault fault) {
    this.fault = fault;
  }

  /** Operations that all succeed. */
  public static FaultyFiles sound() {
    return new FaultyFiles(operation -> {});
  }

  /** Operations of which number {@code failing}, from 1, fails. */
  public static FaultyFiles failing(int failing) {
    return new FaultyFiles(
        operation -> {
          if (operation == failing) {
            throw new IOException("operation " + operation + " fails");
          }
        });
  }

  /**
   * Operations before each of which {@code folder} is copied to a folder in {@code copies} of the
   * operation's number, as a process that is killed then leaves it.
   */
  public static FaultyFiles killed(Path folder, Path copies) {
    return new FaultyFiles(operation -> copy(folder, copies.resolve("killed-" + operation)));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> found = Files.walk(from)) {
      for (Path each : found.toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  /** The number of operations so far. */
  public int done() {
    return done;
  }

  /** The content of {@code SHA256SUMS} of each checkpoint, by the name of its folder. */
  public Map<String, Map<String, String>> written() {
    return written;
  }

  private void count() throws IOException {
    fault.at(++done);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    count();
    DISK.createFolder(folder);
  }

  @Override
  public WritableByteChannel create(Path file) throws IOException {
    count();
    WritableByteChannel channel = DISK.create(file);
    return new WritableByteChannel() {
      @Override
      public int write(ByteBuffer bytes) throws IOException {
        int all = bytes.remaining();
        channel.write(bytes.slice(bytes.position(), all / 2));
        bytes.position(bytes.position() + all / 2);
        count();
        channel.write(bytes);
        return all;
      }

      @Override
      public boolean isOpen() {
        return channel.isOpen();
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  @Override
  public void force(Path path) throws IOException {
    count();
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    count();
    DISK.rename(from, to);
    if (Checkpoint.step(to) >= 0) {
      Map<String, String> sums = new TreeMap<>();
      for (String line : Files.readAllLines(to.resolve(Checkpoint.SUMS))) {
        sums.put(line.substring(66), line.substring(0, 64));
      }
      written.put(to.getFileName().toString(), sums);
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    count();
    DISK.delete(path);
  }
}
