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
import org.cascadenlp.recurrent.encoder.SequenceBatch;

/**
 * The different words of a batch, those of similar length side by side in blocks: each is computed
 * once, and short words are not filled up to the length of the longest.
 */
final class WordTypes {

  private static final int BLOCK = 4 * SequenceBatch.BLOCK;

  private final ElmoOptions options;
  private final List<List<String>> blocks = new ArrayList<>();
  private final Map<String, Integer> rows = new HashMap<>();

  /** The words of {@code sequences}, as {@link WordCharacters} writes them. */
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

  /** The row of each of {@code words} in the table that the blocks make. */
  int[] rows(List<String> words) {
    return words.stream().mapToInt(word -> rows.getOrDefault(word, 0)).toArray();
  }

  /** For each block the characters of its words: (words, length), rows of 0 below them. */
  List<NDArray> blocks(NDManager owner) {
    return blocks.stream().map(block -> characters(owner, block)).toList();
  }

  private NDArray characters(NDManager owner, List<String> block) {
    int longest = block.stream().mapToInt(String::length).max().orElse(1);
    // each convolution must see padding alone once, where it would in a word filled up to the end
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
