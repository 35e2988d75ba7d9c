package org.cascadenlp.opennlp.model;

/** The kinds of OpenNLP models. */
public enum ModelKind {
  SENTENCES("SentenceDetectorME", "sentdetect", "-sentence-"),
  TOKENS("TokenizerME", "tokenizer", "-tokens-"),
  POS("POSTaggerME", "pos", "-pos-"),
  LEMMAS("StatisticalLemmatizer", "lemmatizer", "-lemmas-"),
  LANGUAGES("LanguageDetectorME", "langdetect", "langdetect-"),
  /** not published by OpenNLP */
  CHUNKS("ChunkerME", "", ""),
  /** not published by OpenNLP */
  NAMES("NameFinderME", "", "");

  private final String component;
  private final String artifact;
  private final String mark;

  ModelKind(String component, String artifact, String mark) {
    this.component = component;
    this.artifact = artifact;
    this.mark = mark;
  }

  /** The name of the kind in the manifest of a model. */
  String component() {
    return component;
  }

  /** True if the OpenNLP project publishes models of this kind. */
  boolean isPublished() {
    return !artifact.isEmpty();
  }

  /** True if {@code file} has a name like published models of this kind. */
  boolean isNameOf(String file) {
    return isPublished() && file.contains(mark);
  }

  /** The Maven artifact with the published model for {@code language}. */
  String artifact(String language) {
    String suffix = this == LANGUAGES ? "" : "-" + language;
    return "org.apache.opennlp:opennlp-models-" + artifact + suffix;
  }
}
