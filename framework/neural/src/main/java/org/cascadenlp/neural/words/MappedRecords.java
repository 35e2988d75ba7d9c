package org.cascadenlp.neural.words;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * Fixed-length records of a memory-mapped file, mapped in pieces that fit into a Java buffer; no
 * record is split.
 *
 * <p>Thread safe: only absolute reads.
 */
public final class MappedRecords {

  /** The longest piece. */
  static final int PIECE = 1 << 30;

  private final int recordBytes;
  private final long recordsPerPiece;
  private final long records;
  private final ByteBuffer[] pieces;
  private final FloatBuffer[] floats;

  /** Maps {@code records} records of {@code file}, starting at byte {@code from}. */
  public MappedRecords(FileChannel file, long from, long records, int recordBytes)
      throws IOException {
    this(file, from, records, recordBytes, PIECE);
  }

  /**
   * As the public constructor, with a given size of the pieces.
   *
   * @param piece the size of the largest piece in bytes; a piece has at least one record
   */
  MappedRecords(FileChannel file, long from, long records, int recordBytes, int piece)
      throws IOException {
    this.recordBytes = recordBytes;
    this.records = records;
    this.recordsPerPiece = Math.max(1, piece / recordBytes);
    int count = Math.toIntExact((records + recordsPerPiece - 1) / recordsPerPiece);
    this.pieces = new ByteBuffer[count];
    this.floats = new FloatBuffer[count];
    for (int i = 0; i < count; i++) {
      long first = i * recordsPerPiece;
      long bytes = Math.min(recordsPerPiece, records - first) * recordBytes;
      pieces[i] =
          file.map(MapMode.READ_ONLY, from + first * recordBytes, bytes)
              .order(ByteOrder.LITTLE_ENDIAN);
      floats[i] = pieces[i].asFloatBuffer();
    }
  }

  byte getByte(long record) {
    return pieces[piece(record)].get(place(record));
  }

  int getInt(long record) {
    return pieces[piece(record)].getInt(place(record));
  }

  long getLong(long record) {
    return pieces[piece(record)].getLong(place(record));
  }

  /** Copies the first {@code count} floats of a record to {@code into}, starting at {@code at}. */
  public void getFloats(long record, float[] into, int at, int count) {
    floats[piece(record)].get(place(record) / Float.BYTES, into, at, count);
  }

  private int piece(long record) {
    if (record < 0 || record >= records) {
      throw new IndexOutOfBoundsException("record " + record + " of " + records);
    }
    return (int) (record / recordsPerPiece);
  }

  private int place(long record) {
    return (int) (record % recordsPerPiece) * recordBytes;
  }
}
