package org.cascadenlp.training.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Operations on files of which one fails: as if the process were killed there, so that no other
 * follows, or with an error. A write that fails has written half. Nothing is forced to the device.
 */
public final class FaultyFiles implements FileOperations {

  /** What happens at the operation that fails. */
  public enum Fault {
    KILL,
    ERROR
  }

  /** The end of a process. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final int last;
  private final Fault fault;
  private final Map<String, Map<String, String>> written = new TreeMap<>();
  private int done;

  private FaultyFiles(int last, Fault fault) {
    this.last = last;
    this.fault = fault;
  }

  /** All operations but number {@code last}, from 1, succeed; those after a kill fail too. */
  public static FaultyFiles failing(int last, Fault fault) {
    return new FaultyFiles(last, fault);
  }

  /** All operations succeed. */
  public static FaultyFiles sound() {
    return new FaultyFiles(Integer.MAX_VALUE, Fault.ERROR);
  }

  /** The number of operations so far. */
  public int done() {
    return done;
  }

  /** The content of {@code SHA256SUMS} of each checkpoint, by the name of its folder. */
  public Map<String, Map<String, String>> written() {
    return written;
  }

  private boolean fails() {
    done++;
    return done == last || (done > last && fault == Fault.KILL);
  }

  private IOException failure() {
    if (fault == Fault.KILL) {
      throw new Killed();
    }
    return new IOException("operation " + done + " fails");
  }

  private void count() throws IOException {
    if (fails()) {
      throw failure();
    }
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
        if (fails()) {
          channel.write(bytes.slice(bytes.position(), bytes.remaining() / 2));
          throw failure();
        }
        return channel.write(bytes);
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
