package org.cascadenlp.neural.words;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The distinct words of a vector file that is being written, in order of insertion: UTF-8 bytes in
 * one array, with a hash table by open addressing that becomes the file's index.
 */
final class WordTable {

  private byte[] text = new byte[1 << 16];
  private int[] ends = new int[1 << 12];
  private int[] slots = new int[1 << 4];
  private int size;

  /** Adds a word; false if it exists already. */
  boolean add(byte[] word) {
    int slot = find(word);
    if (slots[slot] != 0) {
      return false;
    }
    int start = length();
    if (size == VectorHeader.MOST_WORDS || start > Integer.MAX_VALUE - 8 - word.length) {
      throw new IllegalStateException("a vector file holds at most 2^30 words of 2 GB");
    }
    text = grown(text, start + word.length);
    System.arraycopy(word, 0, text, start, word.length);
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
    }
    ends[size++] = start + word.length;
    slots[slot] = size;
    if (3L * size > 2L * slots.length) {
      rehash();
    }
    return true;
  }

  int size() {
    return size;
  }

  /** The length of all words in bytes. */
  int length() {
    return size == 0 ? 0 : ends[size - 1];
  }

  int end(int rank) {
    return ends[rank];
  }

  /** The number of slots, a power of two. */
  int slots() {
    return slots.length;
  }

  /** The rank + 1 of the word in {@code slot}, or 0. */
  int slot(int slot) {
    return slots[slot];
  }

  /** All words, concatenated. */
  ByteBuffer text() {
    return ByteBuffer.wrap(text, 0, length()).asReadOnlyBuffer();
  }

  /** The 64-bit FNV-1a hash with its halves mixed; masked, it is the first slot to probe. */
  static long hash(byte[] bytes, int from, int to) {
    long hash = 0xcbf29ce484222325L;
    for (int i = from; i < to; i++) {
      hash = (hash ^ (bytes[i] & 0xff)) * 0x100000001b3L;
    }
    return (hash ^ hash >>> 32) & 0xffffffffL;
  }

  private int find(byte[] word) {
    int mask = slots.length - 1;
    int slot = (int) hash(word, 0, word.length) & mask;
    while (slots[slot] != 0) {
      int rank = slots[slot] - 1;
      int start = rank == 0 ? 0 : ends[rank - 1];
      if (Arrays.equals(text, start, ends[rank], word, 0, word.length)) {
        return slot;
      }
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void rehash() {
    int[] wider = new int[Math.multiplyExact(2, slots.length)];
    int mask = wider.length - 1;
    for (int rank = 0; rank < size; rank++) {
      int slot = (int) hash(text, rank == 0 ? 0 : ends[rank - 1], ends[rank]) & mask;
      while (wider[slot] != 0) {
        slot = slot + 1 & mask;
      }
      wider[slot] = rank + 1;
    }
    slots = wider;
  }

  private static byte[] grown(byte[] array, int needed) {
    if (needed <= array.length) {
      return array;
    }
    long doubled = Math.min(2L * array.length, Integer.MAX_VALUE - 8);
    return Arrays.copyOf(array, (int) Math.max(needed, doubled));
  }
}
