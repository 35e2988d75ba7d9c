package org.cascadenlp.staticembeddings.imports.formats;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.cascadenlp.core.error.CascadeException;

/**
 * A serialised Java {@code HashMap<String, float[]>}, the format of NLP4J's vectors.
 *
 * <p>It is not deserialised: no class is loaded and no object created. The bytes are parsed by the
 * grammar of the <a
 * href="https://docs.oracle.com/en/java/javase/17/docs/specs/serialization/protocol.html">Object
 * Serialization Stream Protocol</a>, of which only this form is accepted, entry by entry. Words
 * keep the order of the stream, which is not by frequency.
 */
final class SerialisedMap implements WordVectorFormat {

  private static final int REFERENCE = 0x71;
  private static final int CLASS = 0x72;
  private static final int OBJECT = 0x73;
  private static final int STRING = 0x74;
  private static final int ARRAY = 0x75;
  private static final int NULL = 0x70;
  private static final int BLOCK = 0x77;
  private static final int END = 0x78;
  private static final int WIDEST = 1 << 16;

  /**
   * The handle of the array class, the fourth object in the stream: class and map, first word,
   * class.
   */
  private static final int ARRAY_CLASS = 0x7e0003;

  @Override
  public String name() {
    return "serialised map";
  }

  @Override
  public String counted() {
    return "entry";
  }

  @Override
  public void read(InputFile file, VectorSink sink) throws IOException {
    Stream in = new Stream(new DataInputStream(file.stream()), sink);
    try {
      int words = in.header();
      float[] row = new float[0];
      for (in.entry = 1; in.entry <= words; in.entry++) {
        String word = in.word();
        int length = in.arrayLength();
        if (in.entry == 1) {
          row = new float[length];
          sink.begin(length, words);
        }
        if (length != row.length) {
          in.skip(length);
          sink.bad(
              "the row of '" + word + "' has " + length + " numbers, expected " + row.length,
              in.entry);
          continue;
        }
        for (int i = 0; i < length; i++) {
          row[i] = in.data.readFloat();
        }
        if (word.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff)) {
          sink.bad("the word has an unpaired surrogate", in.entry);
        } else {
          sink.add(word, row, in.entry);
        }
      }
      in.expect(END, "the end of the map");
      if (in.data.read() >= 0) {
        throw sink.broken("more bytes follow the map", words);
      }
    } catch (EOFException e) {
      throw CascadeException.of(
          file + ", entry " + in.entry,
          "the file ends within the map",
          "it is truncated: fetch it again",
          e);
    }
  }

  /** Reads the stream token by token. */
  private static final class Stream {

    private final DataInputStream data;
    private final VectorSink sink;
    private long entry = 1;

    Stream(DataInputStream data, VectorSink sink) {
      this.data = data;
      this.sink = sink;
    }

    /** Reads up to the first entry and returns the number of entries. */
    int header() throws IOException {
      data.readInt(); // magic number and version, which were checked before
      expect(OBJECT, "a java.util.HashMap");
      expect(CLASS, "a java.util.HashMap");
      classNamed("java.util.HashMap", 3);
      field('F', "loadFactor");
      field('I', "threshold");
      endOfClass();
      data.readInt();
      data.readInt();
      expect(BLOCK, "the size of the map");
      if (data.readUnsignedByte() != 8) {
        throw sink.broken("the size of the map has an unexpected form", entry);
      }
      data.readInt();
      int size = data.readInt();
      if (size < 1) {
        throw sink.broken("the map announces " + size + " words", entry);
      }
      return size;
    }

    String word() throws IOException {
      expect(STRING, "a text as key");
      return data.readUTF();
    }

    int arrayLength() throws IOException {
      expect(ARRAY, "a float[] as value");
      if (entry == 1) {
        expect(CLASS, "the class of a float[]");
        classNamed("[F", 2);
        endOfClass();
      } else {
        expect(REFERENCE, "the class of a float[]");
        if (data.readInt() != ARRAY_CLASS) {
          throw sink.broken("the class of the value is not float[]", entry);
        }
      }
      int length = data.readInt();
      if (length < 1 || length > WIDEST) {
        throw sink.broken("a row of " + length + " numbers, expected 1 to " + WIDEST, entry);
      }
      return length;
    }

    void skip(int floats) throws IOException {
      data.skipNBytes(4L * floats);
    }

    void expect(int code, String what) throws IOException {
      int found = data.readUnsignedByte();
      if (found == code) {
        return;
      }
      throw sink.broken("has " + describe(found) + " where " + what + " was expected", entry);
    }

    private void classNamed(String name, int flags) throws IOException {
      String found = data.readUTF();
      if (!found.equals(name)) {
        throw foreign(found, name);
      }
      data.readLong(); // serialVersionUID
      int fields = name.equals("[F") ? 0 : 2;
      if (data.readUnsignedByte() != flags || data.readUnsignedShort() != fields) {
        throw sink.broken(
            "class " + name + " has an unexpected form (expected that of Java 17)", entry);
      }
    }

    private void field(char type, String name) throws IOException {
      if (data.readUnsignedByte() != type || !data.readUTF().equals(name)) {
        throw sink.broken(
            "class java.util.HashMap has an unexpected field instead of " + name, entry);
      }
    }

    private void endOfClass() throws IOException {
      expect(END, "the end of a class");
      expect(NULL, "a class without a superclass");
    }

    /** Describes a token, with the name of its class if it has one. */
    private String describe(int code) throws IOException {
      return switch (code) {
        case NULL -> "null";
        case REFERENCE -> "a reference to an earlier object";
        case STRING -> "a text";
        case OBJECT, ARRAY ->
            data.readUnsignedByte() == CLASS
                ? "an object of class " + data.readUTF()
                : "another object";
        case CLASS -> "class " + data.readUTF();
        default -> String.format("the code 0x%02x", code);
      };
    }

    private CascadeException foreign(String found, String expected) {
      return sink.broken(
          "names class " + found + ", but only " + expected + " is allowed here", entry);
    }
  }
}
