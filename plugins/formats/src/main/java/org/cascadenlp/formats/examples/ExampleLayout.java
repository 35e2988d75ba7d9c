package org.cascadenlp.formats.examples;

import java.util.List;
import org.cascadenlp.core.text.PartRole;
import org.cascadenlp.formats.source.CorpusSettings;

/**
 * The assignment of examples to documents.
 *
 * @param sentences whether several examples are the sentences of one document
 * @param tokens whether white space separates the tokens; otherwise the pipeline tokenizes
 * @param first the first example to use, counted from 1
 * @param last the last example to use
 * @param perDocument the maximum number of sentences in a document
 * @param roles the roles of the texts of an example; empty for examples of one text
 */
record ExampleLayout(
    boolean sentences, boolean tokens, int first, int last, int perDocument, List<PartRole> roles) {

  private static final int SENTENCES_PER_DOCUMENT = 100;

  /** One document per example, with the settings {@code sentences} and {@code tokens}. */
  static ExampleLayout ofDocuments(CorpusSettings settings) {
    int[] range = settings.range("sentences");
    return new ExampleLayout(false, spaces(settings), range[0], range[1], 1, List.of());
  }

  /** As {@link #ofDocuments}, with the settings {@code unit} and {@code sentencesPerDocument}. */
  static ExampleLayout of(CorpusSettings settings, List<PartRole> roles) {
    boolean sentences = settings.choice("unit", "document", "sentence").equals("sentence");
    if (!sentences && settings.has("sentencesPerDocument")) {
      throw settings.bad("sentencesPerDocument", "use it with unit=sentence only");
    }
    int[] range = settings.range("sentences");
    int perDocument =
        sentences ? settings.count("sentencesPerDocument", SENTENCES_PER_DOCUMENT) : 1;
    return new ExampleLayout(sentences, spaces(settings), range[0], range[1], perDocument, roles);
  }

  private static boolean spaces(CorpusSettings settings) {
    return settings.choice("tokens", "none", "space").equals("space");
  }

  /** Whether the range includes the example with this number, counted from 1. */
  boolean uses(int number) {
    return number >= first && number <= last;
  }
}
