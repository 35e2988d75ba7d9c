package org.cascadenlp.staticembeddings.imports.formats;

import java.io.IOException;

/** A file format of word vectors. */
public interface WordVectorFormat {

  /** The name in the summary. */
  String name();

  /** The unit of places in errors: {@code line} or {@code entry}. */
  String counted();

  /** Reads all words of {@code in} into {@code sink}, in bounded memory. */
  void read(InputFile in, VectorSink sink) throws IOException;
}
