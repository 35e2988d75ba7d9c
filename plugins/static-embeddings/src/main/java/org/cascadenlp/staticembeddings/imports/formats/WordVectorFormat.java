package org.cascadenlp.staticembeddings.imports.formats;

import java.io.IOException;

/** A format of word vectors. */
public interface WordVectorFormat {

  /** How the summary names it. */
  String name();

  /** What errors count: {@code line} or {@code entry}. */
  String counted();

  /** Reads all words, in bounded memory. */
  void read(InputFile in, VectorSink sink) throws IOException;
}
