package org.cascadenlp.recurrent.elmo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The distinct words of a batch, in blocks of words of similar length, so that each word is
 * computed once and short words are not padded to the longest.
 */
final class WordTypes {

  private static final int BLOCK = 4 * SequenceBatch.BLOCK;

  private final ElmoOptions options;
  private final List<List<String>> blocks = new ArrayList<>();
  private final Map<String, Integer> rows = new HashMap<>();

  /** Collects the words of {@code sequences}, encoded by {@link WordCharacters}. */
  WordTypes(ElmoOptions options, List<List<String>> sequences) {
    this.options = options;
    Map<String, Integer> different = new TreeMap<>();
    sequences.forEach(words -> words.forEach(word -> different.put(word, word.length())));
    List<String> types = new ArrayList<>(different.keySet());
    types.sort(Comparator.comparingInt(String::length));
    int row = 0;
    for (int from = 0; from < types.size(); from += BLOCK) {
      List<String> block = types.subList(from, Math.min(types.size(), from + BLOCK));
      for (int i = 0; i < block.size(); i++) {
        rows.put(block.get(i), row + i);
      }
      row += SequenceBatch.padded(block.size());
      blocks.add(block);
    }
  }

  /** The row of each of {@code words} in the concatenated blocks. */
  int[] rows(List<String> words) {
    return words.stream().mapToInt(word -> rows.getOrDefault(word, 0)).toArray();
  }

  /** The character ids of each block: (words, length), followed by rows of padding. */
  List<NDArray> blocks(NDManager owner) {
    return blocks.stream().map(block -> characters(owner, block)).toList();
  }

  private NDArray characters(NDManager owner, List<String> block) {
    int longest = block.stream().mapToInt(String::length).max().orElse(1);
    // each convolution must cover padding alone once, as in a word padded to the maximal length
    int length = Math.min(options.longestWord(), longest + options.widestFilter());
    int words = SequenceBatch.padded(block.size());
    long[] ids = new long[words * length];
    for (int w = 0; w < block.size(); w++) {
      String word = block.get(w);
      for (int i = 0; i < length; i++) {
        ids[w * length + i] = i < word.length() ? word.charAt(i) : WordCharacters.PADDING;
      }
    }
    return owner.create(ids, new Shape(words, length));
  }
}
