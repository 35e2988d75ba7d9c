package org.cascadenlp.formats.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * Groups the sentences of a file into documents, one document in memory at a time.
 *
 * @param <S> a sentence
 */
public final class SentenceGroups<S> {

  /**
   * The sentences of a file, one after the other.
   *
   * @param <S> a sentence
   */
  public interface Sentences<S> {

    /** The next sentence, or null after the last. */
    @Nullable S next();
  }

  private final Sentences<S> sentences;
  private final BiPredicate<S, S> divided;
  private final Supplier<CascadeException> empty;
  private final int first;
  private final int last;
  private final int most;
  private int number;
  private @Nullable S ahead;

  /**
   * Groups {@code sentences}.
   *
   * @param divided whether the first and a later sentence are of different documents
   * @param empty the error of a file without sentences
   * @param range the first and the last sentence that is used, counted from 1
   * @param most the maximum number of sentences in a document
   */
  public SentenceGroups(
      Sentences<S> sentences,
      BiPredicate<S, S> divided,
      Supplier<CascadeException> empty,
      int[] range,
      int most) {
    this.sentences = sentences;
    this.divided = divided;
    this.empty = empty;
    this.first = range[0];
    this.last = range[1];
    this.most = most;
  }

  /**
   * The sentences of the next document; none after the last.
   *
   * @throws CascadeException if the file has no sentences
   */
  public List<S> next() {
    List<S> found = new ArrayList<>();
    while (found.size() < most) {
      S sentence = chosen();
      if (sentence == null) {
        break;
      }
      if (!found.isEmpty() && divided.test(found.get(0), sentence)) {
        ahead = sentence;
        break;
      }
      found.add(sentence);
    }
    return found;
  }

  /** The next sentence in the range. */
  private @Nullable S chosen() {
    S held = ahead;
    ahead = null;
    while (held == null && number < last) {
      S next = sentences.next();
      if (next == null) {
        if (number == 0) {
          throw empty.get();
        }
        return null;
      }
      number++;
      held = number >= first ? next : null;
    }
    return held;
  }
}
