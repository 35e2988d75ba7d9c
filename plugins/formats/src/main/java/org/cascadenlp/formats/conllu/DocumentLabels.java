package org.cascadenlp.formats.conllu;

import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.LabelPattern;
import org.cascadenlp.formats.source.Labels;

/** Finds the class of a document in its {@code newdoc id}. */
final class DocumentLabels {

  private static final String SETTING = "documentLabel";

  private final LabelPattern pattern;
  private final Labels labels;
  private final boolean wanted;

  private DocumentLabels(LabelPattern pattern, Labels labels, boolean wanted) {
    this.pattern = pattern;
    this.labels = labels;
    this.wanted = wanted;
  }

  /** By the setting {@code documentLabel}; without it documents have no class. */
  static DocumentLabels of(CorpusSettings settings, Labels labels) {
    return new DocumentLabels(LabelPattern.of(settings, SETTING), labels, settings.has(SETTING));
  }

  /** The class of {@code block}; empty without {@code documentLabel} or if the class is dropped. */
  String of(ConlluFile file, ConlluBlock block) {
    if (!wanted) {
      return "";
    }
    String label = pattern.in(block.id());
    if (label.isEmpty()) {
      throw file.malformed(
          block.line(),
          block.id().isEmpty()
              ? "the document has no newdoc id"
              : "setting documentLabel finds no class in the newdoc id '" + block.id() + "'",
          "correct the file, or the setting documentLabel = '" + pattern.pattern() + "'");
    }
    return labels.of(label);
  }
}
