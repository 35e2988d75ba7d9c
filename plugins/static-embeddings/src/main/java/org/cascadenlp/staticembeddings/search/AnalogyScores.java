package org.cascadenlp.staticembeddings.search;

import java.util.List;

/**
 * How many analogies of a test were solved.
 *
 * @param sections in the order of the file
 * @param unknown questions with a word that is not there, which count in no section
 * @param invalid lines that are no question
 */
record AnalogyScores(List<Section> sections, int unknown, int invalid) {

  AnalogyScores {
    sections = List.copyOf(sections);
  }

  /** The questions below one heading. */
  record Section(String name, int correct, int incorrect) {

    int asked() {
      return correct + incorrect;
    }

    /** The share of correct answers; 0 where none was asked. */
    double accuracy() {
      return asked() == 0 ? 0 : (double) correct / asked();
    }
  }

  /** All sections together. */
  Section total() {
    return new Section(
        "total",
        sections.stream().mapToInt(Section::correct).sum(),
        sections.stream().mapToInt(Section::incorrect).sum());
  }

  /** The share of questions with an unknown word. */
  double unknownRatio() {
    int all = total().asked() + unknown;
    return all == 0 ? 0 : (double) unknown / all;
  }
}
