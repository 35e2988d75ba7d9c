package org.cascadenlp.batch.input.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The regular files in a tar: ustar, with GNU's long names and pax's {@code path} and {@code size}.
 * Folders, links and devices are left out.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html">POSIX, pax</a>
 */
final class TarEntries implements ArchiveEntries {

  private static final int BLOCK = 512;
  private static final int LONGEST_NAME = 1 << 16;

  private final InputStream in;
  private @Nullable String longName;
  private long longSize = -1;
  private long left; // of the current file
  private long padding;

  TarEntries(InputStream in) {
    this.in = in;
  }

  @Override
  public @Nullable String next() throws IOException {
    while (true) {
      in.skipNBytes(left + padding);
      byte[] header = in.readNBytes(BLOCK);
      left = 0;
      padding = 0;
      if (header.length == 0 || isZero(header)) {
        return null;
      }
      check(header);
      char type = (char) header[156];
      boolean file = type == 0 || type == '0' || type == '7';
      left = size(header, type, file);
      padding = (BLOCK - left % BLOCK) % BLOCK;
      if (type == 'L') {
        byte[] name = described();
        longName = text(name, 0, name.length);
      } else if (type == 'x') {
        extend(new String(described(), StandardCharsets.UTF_8));
      } else if (type != 'g') {
        String name = longName == null ? name(header) : longName;
        longName = null;
        longSize = -1;
        if (file) {
          return name;
        }
      }
    }
  }

  private long size(byte[] header, char type, boolean file) throws IOException {
    if (file && longSize >= 0) {
      return longSize;
    }
    boolean empty = type >= '1' && type <= '6'; // links, devices, folders, FIFOs
    return empty ? 0 : number(header, 124, 12);
  }

  /** The content of a header that describes the next file. */
  private byte[] described() throws IOException {
    if (left > LONGEST_NAME) {
      throw new IOException("a name has more than " + LONGEST_NAME + " bytes");
    }
    return content().readAllBytes();
  }

  private static boolean isZero(byte[] header) {
    for (byte each : header) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }

  private static void check(byte[] header) throws IOException {
    if (header.length < BLOCK) {
      throw new EOFException("it ends within a header");
    }
    int sum = 8 * ' '; // the field of the checksum itself counts as blanks
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? 0 : header[i] & 0xFF;
    }
    if (sum != number(header, 148, 8)) {
      throw new IOException("it is damaged, or no tar: a header has another checksum");
    }
  }

  private static String name(byte[] header) {
    boolean posix = text(header, 257, 6).startsWith("ustar");
    String prefix = posix && header[262] == 0 ? text(header, 345, 155) : "";
    String name = text(header, 0, 100);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** The text in a field that ends with its first NUL. */
  private static String text(byte[] bytes, int from, int length) {
    int limit = Math.min(bytes.length, from + length);
    int end = from;
    while (end < limit && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  /** A field of octal digits, or of GNU's binary form, in which the first bit is set. */
  private static long number(byte[] header, int from, int length) throws IOException {
    long value = 0;
    if ((header[from] & 0x80) != 0) {
      for (int i = from + length - 8; i < from + length; i++) {
        value = value << 8 | (header[i] & 0xFF);
      }
    } else {
      String digits = text(header, from, length).strip();
      if (!digits.matches("[0-7]{0,20}")) {
        throw new IOException("it is damaged, or no tar: '" + digits + "' is no octal number");
      }
      value = digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }
    if (value < 0) {
      throw new IOException("it is damaged: a size is negative");
    }
    return value;
  }

  /** Reads the records {@code LENGTH KEY=VALUE} of a pax header. */
  private void extend(String records) throws IOException {
    for (String record : records.split("\n")) {
      String pair = record.substring(record.indexOf(' ') + 1);
      if (pair.startsWith("path=")) {
        longName = pair.substring("path=".length());
      } else if (pair.startsWith("size=")) {
        try {
          longSize = Long.parseUnsignedLong(pair.substring("size=".length()));
        } catch (NumberFormatException e) {
          throw new IOException("it is damaged: a size is '" + pair + "'", e);
        }
      }
    }
  }

  @Override
  public InputStream content() {
    return new Content();
  }

  /** The rest of the current file. */
  private final class Content extends InputStream {

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(bytes, from, (int) Math.min(left, length));
      if (count < 0) {
        throw new EOFException("it ends within a file");
      }
      left -= count;
      return count;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
