package org.cascadenlp.batch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;
import org.cascadenlp.batch.report.Tally;
import org.cascadenlp.core.document.CollectionWriter;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.document.DocumentWriter.Content;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.output.TargetLock;
import org.cascadenlp.core.output.UnfinishedFile;
import org.jspecify.annotations.Nullable;

/**
 * All documents in one file, in the order of the inputs, which appears when the batch is complete.
 * A limited number of results waits in memory for those before them.
 */
final class FileResults implements Results {

  /** The key of the report with the fingerprint of what the file depends on. */
  static final String MAKER = "maker";

  private static final String REPORT = ".run.json";

  // what may wait for the first result that is missing
  private static final int MOST_WAITING = 256;
  private static final long MOST_BYTES_WAITING = 1L << 26;

  private static final int PATIENCE_MILLIS = 100;

  private final Path file;
  private final TargetLock lock;
  private final CollectionWriter writer;
  private final List<String> fields;
  private final String maker;
  private final boolean complete;
  private final Map<Integer, byte[]> waiting = new HashMap<>();
  private byte[] beginning = {};
  private long bytesWaiting;
  private int written;
  private @Nullable UnfinishedFile unfinished;
  private @Nullable CascadeException broken;

  /**
   * Results in {@code file}.
   *
   * @param lock the lock of the file, which is closed with this
   * @param fields the names of the fields that documents have
   * @param maker a fingerprint of everything that the file depends on
   * @param complete whether the file is there and need not be written
   */
  FileResults(
      Path file,
      TargetLock lock,
      CollectionWriter writer,
      List<String> fields,
      String maker,
      boolean complete) {
    this.file = file;
    this.lock = lock;
    this.writer = writer;
    this.fields = fields;
    this.maker = maker;
    this.complete = complete;
  }

  /** The report of the batch that wrote {@code file}. */
  static Path report(Path file) {
    return file.resolveSibling(file.getFileName() + REPORT);
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  @Override
  public Optional<String> maker() {
    return Optional.of(maker);
  }

  @Override
  public boolean keepsViews() {
    return false;
  }

  @Override
  public void prepare(TypeSystem types) {
    beginning = bytes(out -> writer.begin(types, fields, out));
  }

  @Override
  public void begin() {
    try {
      Path former = report(file);
      if (Files.exists(former)) {
        Files.move(
            former,
            former.resolveSibling(former.getFileName() + ".before"),
            StandardCopyOption.REPLACE_EXISTING);
      }
      UnfinishedFile begun = lock.begin(file);
      unfinished = begun;
      begun.stream().write(beginning);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public synchronized boolean admits(int index, BooleanSupplier stopped) {
    try {
      while (isFull(index) && broken == null && !stopped.getAsBoolean()) {
        wait(PATIENCE_MILLIS);
      }
      return broken == null && !stopped.getAsBoolean();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isFull(int index) {
    return index - written >= MOST_WAITING || bytesWaiting > MOST_BYTES_WAITING;
  }

  @Override
  public void write(int index, DocumentEntry entry, CAS cas) {
    place(index, bytes(out -> writer.write(cas, entry, out)));
  }

  @Override
  public String fail(int index, DocumentEntry entry, String cause) {
    try {
      place(index, bytes(out -> writer.writeFailed(entry, cause, out)));
      return "";
    } catch (RuntimeException e) {
      place(index, new byte[0]); // later documents wait for it
      return "; its entry: " + CascadeException.describe(e);
    }
  }

  private byte[] bytes(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      content.write(bytes);
    } catch (IOException e) {
      throw unwritable(e);
    }
    return bytes.toByteArray();
  }

  /** Writes the result with this number, and those that waited for it. */
  private synchronized void place(int index, byte[] result) {
    waiting.put(index, result);
    bytesWaiting += result.length;
    UnfinishedFile begun = unfinished;
    if (begun == null || broken != null) {
      return;
    }
    try {
      OutputStream out = begun.stream();
      for (byte[] next; (next = waiting.remove(written)) != null; written++) {
        bytesWaiting -= next.length;
        out.write(next);
      }
    } catch (IOException e) {
      broken = unwritable(e);
    }
    notifyAll();
  }

  @Override
  public synchronized void giveUp(String cause) {
    broken = CascadeException.of(file.toString(), "was not written: " + cause, "run it once more");
    notifyAll();
  }

  @Override
  public synchronized void conclude(Tally tally, int taken, boolean interrupted) {
    UnfinishedFile begun = unfinished;
    if (broken == null && begun != null && !interrupted && written == taken) {
      try {
        begun.finish();
      } catch (IOException e) {
        broken = unwritable(e);
      }
    }
    if (broken != null) {
      tally.trouble(CascadeException.describe(broken));
    }
  }

  private CascadeException unwritable(IOException e) {
    return unwritable(file, e);
  }

  private static CascadeException unwritable(Path target, IOException e) {
    return CascadeException.of(
        target.toString(),
        "cannot be written: " + CascadeException.describe(e),
        "name another --output",
        e);
  }

  @Override
  public List<String> notes() {
    return writer.notes();
  }

  @Override
  public void report(Content content) {
    try (UnfinishedFile report = lock.begin(report(file))) {
      content.write(report.stream());
      report.finish();
    } catch (IOException e) {
      throw unwritable(report(file), e);
    }
  }

  @Override
  public synchronized void close() {
    if (unfinished != null) {
      unfinished.close();
    }
    lock.close();
  }
}
