package org.cascadenlp.opennlp.model;

/** What an OpenNLP model is for. */
public enum ModelKind {
  SENTENCES("SentenceDetectorME", "sentdetect", "-sentence-"),
  TOKENS("TokenizerME", "tokenizer", "-tokens-"),
  POS("POSTaggerME", "pos", "-pos-"),
  LEMMAS("StatisticalLemmatizer", "lemmatizer", "-lemmas-"),
  LANGUAGES("LanguageDetectorME", "langdetect", "langdetect-"),
  /** none is published */
  CHUNKS("ChunkerME", "", ""),
  /** none is published */
  NAMES("NameFinderME", "", "");

  private final String component;
  private final String artifact;
  private final String mark;

  ModelKind(String component, String artifact, String mark) {
    this.component = component;
    this.artifact = artifact;
    this.mark = mark;
  }

  /** How the manifest of a model names its kind. */
  String component() {
    return component;
  }

  /** Whether the OpenNLP project publishes models of this kind. */
  boolean isPublished() {
    return !artifact.isEmpty();
  }

  /** Whether {@code file} is called as published models of this kind are. */
  boolean isNameOf(String file) {
    return isPublished() && file.contains(mark);
  }

  /** The Maven artifact with the published model for {@code language}. */
  String artifact(String language) {
    String suffix = this == LANGUAGES ? "" : "-" + language;
    return "org.apache.opennlp:opennlp-models-" + artifact + suffix;
  }
}
