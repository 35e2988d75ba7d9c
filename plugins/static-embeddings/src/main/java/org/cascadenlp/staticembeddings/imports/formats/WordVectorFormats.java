package org.cascadenlp.staticembeddings.imports.formats;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.cascadenlp.core.error.CascadeException;

/** Detects the format of a file from its first bytes, not from its name. */
public final class WordVectorFormats {

  private static final String READ =
      "word2vec text and binary, GloVe text, fastText .vec and .bin, and NLP4J's serialised map are"
          + " read, also compressed by gzip, xz or zip";

  private WordVectorFormats() {}

  public static WordVectorFormat of(InputFile in) throws IOException {
    Start start = in.start();
    if (start.length() == 0) {
      throw CascadeException.of(in.toString(), "is empty", READ);
    }
    String other = other(start);
    if (!other.isEmpty()) {
      throw CascadeException.of(in.toString(), "looks like " + other, READ);
    }
    if (start.begins(0xac, 0xed, 0, 5)) {
      return new SerialisedMap();
    }
    if (FastTextHeader.looksLike(start)) {
      return new FastTextModel();
    }
    StartLines lines = StartLines.of(start);
    Optional<CountAndWidth> header = lines.header();
    if (header.isPresent()) {
      return lines.isBinaryAfterHeader(header.get().width())
          ? new BinaryVectors()
          : TextVectors.withHeader();
    }
    OptionalInt width = lines.widthOfMost();
    if (width.isPresent()) {
      return TextVectors.withoutHeader(width.getAsInt());
    }
    throw CascadeException.of(in.toString(), "is in no known format of word vectors", READ);
  }

  /** Recognises other kinds of files, for the error; empty if unknown. */
  private static String other(Start start) {
    if (start.begins("CASCVEC\n")) {
      return "a vector file written by Cascade, which needs no import";
    }
    if (start.begins(0x80, 2) || start.begins(0x80, 3) || start.begins(0x80, 4)) {
      return "a Python pickle: in gensim, save it by `vectors.save_word2vec_format(FILE)`";
    }
    if (start.begins(0x89, 'H', 'D', 'F')) {
      return "HDF5";
    }
    if (start.begins(0x93, 'N', 'U', 'M', 'P', 'Y')) {
      return "a NumPy array, which has no words";
    }
    if (start.begins("<")) {
      return "a web page or XML, perhaps from a failed download";
    }
    if (start.begins("{") || start.begins("[")) {
      return "JSON";
    }
    if (start.begins("BZh")) {
      return "bzip2: decompress it first";
    }
    if (start.begins(0xff, 0xfe) || start.begins(0xfe, 0xff)) {
      return "UTF-16: write it as UTF-8";
    }
    return start.begins("version https://git-lfs") ? "a Git LFS pointer, not the file" : "";
  }
}
