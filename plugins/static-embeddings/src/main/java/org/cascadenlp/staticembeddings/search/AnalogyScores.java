package org.cascadenlp.staticembeddings.search;

import java.util.List;

/**
 * The scores of an analogy test.
 *
 * @param sections the scores of each section, in the order of the file
 * @param unknown the number of questions with unknown words, which are not counted in a section
 * @param invalid the number of lines that are not questions
 */
record AnalogyScores(List<Section> sections, int unknown, int invalid) {

  AnalogyScores {
    sections = List.copyOf(sections);
  }

  /** The questions under one heading. */
  record Section(String name, int correct, int incorrect) {

    int asked() {
      return correct + incorrect;
    }

    /** The share of correct answers; 0 without questions. */
    double accuracy() {
      return asked() == 0 ? 0 : (double) correct / asked();
    }
  }

  /** The sum of all sections. */
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
