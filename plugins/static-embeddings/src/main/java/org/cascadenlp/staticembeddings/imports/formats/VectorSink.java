package org.cascadenlp.staticembeddings.imports.formats;

import java.io.IOException;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.words.CharacterNgrams;
import org.cascadenlp.neural.words.VectorFileWriter;

/** Where a format puts the words it reads. Places are numbers of lines or entries, from 1. */
public interface VectorSink {

  /** How many words a source of unknown length has. */
  long UNKNOWN = -1;

  /** Called first: how wide rows are and how many words there will be, or {@link #UNKNOWN}. */
  void begin(int width, long words);

  /** A word and its row, which the sink copies. */
  void add(String word, float[] row, long place);

  /** An entry that cannot be used, which may be left out where the user asked for it. */
  void bad(String problem, long place);

  /** The rows of n-grams, after the last word. */
  void add(CharacterNgrams ngrams, VectorFileWriter.RowSource rows) throws IOException;

  /** The error that ends the import, whatever the user asked for. */
  CascadeException broken(String problem, long place);
}
