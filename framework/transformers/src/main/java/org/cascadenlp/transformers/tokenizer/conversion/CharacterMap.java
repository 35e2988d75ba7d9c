package org.cascadenlp.transformers.tokenizer.conversion;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.cascadenlp.core.error.CascadeException;

/**
 * Validates SentencePiece's compiled character normalisation: native code crashes on references
 * outside of it.
 *
 * <p>Format: the trie's size in bytes, the trie as a double array of 32-bit units (darts-clone,
 * Yata et al. 2007), then the replacements, each ended by NUL; all little-endian.
 */
public final class CharacterMap {

  private static final String REMEDY = "fetch the file again; its normalisation is invalid";

  private final int[] units;
  private final byte[] replacements;
  private final String place;

  private CharacterMap(int[] units, byte[] replacements, String place) {
    this.units = units;
    this.replacements = replacements;
    this.place = place;
  }

  /**
   * Checks all paths through {@code map}.
   *
   * @throws CascadeException if a reference is out of bounds
   */
  public static void check(byte[] map, String place) {
    ByteBuffer in = ByteBuffer.wrap(map).order(ByteOrder.LITTLE_ENDIAN);
    long size = in.remaining() < 4 ? -1 : Integer.toUnsignedLong(in.getInt());
    if (size < 4 || size > in.remaining()) {
      throw CascadeException.of(
          place,
          "the trie of its normalisation has " + size + " bytes of " + in.remaining(),
          REMEDY);
    }
    int[] units = new int[(int) (size / 4)];
    for (int i = 0; i < units.length; i++) {
      units[i] = in.getInt();
    }
    byte[] replacements = new byte[in.remaining()];
    in.get(replacements);
    try {
      CharBuffer unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(replacements));
    } catch (CharacterCodingException e) {
      throw CascadeException.of(
          place, "the replacements of its normalisation are not UTF-8", REMEDY, e);
    }
    new CharacterMap(units, replacements, place).walk();
  }

  private void walk() {
    BitSet seen = new BitSet(units.length);
    Deque<Integer> open = new ArrayDeque<>();
    open.add(checked(offset(units[0])));
    seen.set(open.getFirst());
    while (!open.isEmpty()) {
      int node = open.removeLast();
      for (int label = 1; label < 256; label++) {
        int unit = units[checked(node ^ label)];
        // the highest bit marks a value, so it never equals a label
        if ((unit & 0x800000FF) == label) {
          int next = checked(node ^ label ^ offset(unit));
          if ((unit >>> 8 & 1) == 1) {
            checkValue(units[next] & 0x7FFFFFFF);
          }
          if (!seen.get(next)) {
            seen.set(next);
            open.add(next);
          }
        }
      }
    }
  }

  private static int offset(int unit) {
    return unit >>> 10 << ((unit & 1 << 9) >>> 6);
  }

  private int checked(int index) {
    if (index < 0 || index >= units.length) {
      throw CascadeException.of(
          place,
          "the trie of its normalisation leads to unit " + index + " of " + units.length,
          REMEDY);
    }
    return index;
  }

  /** Checks that a value is the offset of a replacement, at a character boundary. */
  private void checkValue(int at) {
    if (at >= replacements.length || (replacements[at] & 0xC0) == 0x80) {
      throw CascadeException.of(
          place,
          "the trie of its normalisation leads to byte " + at + " of " + replacements.length,
          REMEDY);
    }
  }
}
