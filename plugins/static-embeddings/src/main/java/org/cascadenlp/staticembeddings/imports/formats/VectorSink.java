package org.cascadenlp.staticembeddings.imports.formats;

import java.io.IOException;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.words.CharacterNgrams;
import org.cascadenlp.neural.words.VectorFileWriter;

/** Receives the words that a format reads. Places are numbers of lines or entries, from 1. */
public interface VectorSink {

  /** The number of words of a source of unknown length. */
  long UNKNOWN = -1;

  /** Receives the width and the number of words, or {@link #UNKNOWN}; called first. */
  void begin(int width, long words);

  /** Receives a word and its vector, which the sink copies. */
  void add(String word, float[] row, long place);

  /** Receives an invalid entry, which is an error unless the user asked to skip them. */
  void bad(String problem, long place);

  /** Receives the rows of n-grams, after the last word. */
  void add(CharacterNgrams ngrams, VectorFileWriter.RowSource rows) throws IOException;

  /** The error for a source that cannot be read further, even if invalid entries are skipped. */
  CascadeException broken(String problem, long place);
}
