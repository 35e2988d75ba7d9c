package org.cascadenlp.neural.words;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * Records of one length in a file, mapped in pieces that a Java buffer can hold; no record is cut.
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

  /** Maps {@code records} records from byte {@code from} of {@code file} on. */
  public MappedRecords(FileChannel file, long from, long records, int recordBytes)
      throws IOException {
    this(file, from, records, recordBytes, PIECE);
  }

  /**
   * As the other, in pieces.
   *
   * @param piece the longest piece in bytes, at least one record
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

  /** Copies the first {@code count} floats of a record to {@code into}, from {@code at} on. */
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
