package org.cascadenlp.staticembeddings.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cascadenlp.core.error.CascadeException;

/**
 * Evaluates analogies "a is to b as c is to what?" in sections (Mikolov et al. 2013) by 3CosAdd.
 *
 * <p>It follows gensim's conventions: the search is restricted to the vocabulary; questions with
 * unknown words are left out; the answer is the first of the five nearest words that differs from
 * a, b and c, ignoring case.
 */
final class AnalogyTest {

  private static final int NEAREST = 5;
  private static final int INPUTS = 3;

  private final FrequentWords vocabulary;
  private final VectorSearch search;

  AnalogyTest(FrequentWords vocabulary, int threads) {
    this.vocabulary = vocabulary;
    this.search = new VectorSearch(vocabulary.file(), vocabulary.words(), threads);
  }

  /** Scores the questions in {@code file}. */
  AnalogyScores run(Path file) {
    List<String> sections = new ArrayList<>();
    List<Question> questions = new ArrayList<>();
    int unknown = 0;
    int invalid = 0;
    int number = 0;
    for (String line : TestLines.of(file)) {
      number++;
      if (line.startsWith(": ")) {
        sections.add(line.replaceFirst("^[: ]+", "").strip());
        continue;
      }
      if (sections.isEmpty()) {
        throw CascadeException.of(
            file + ", line " + number,
            "a question before the first section",
            "begin with a line such as ': capitals'; questions are lines of four words");
      }
      String[] words = line.strip().split("\\s+");
      if (words.length != INPUTS + 1) {
        invalid++;
        continue;
      }
      Question question = question(words, sections.size() - 1);
      if (question.known()) {
        questions.add(question);
      } else {
        unknown++;
      }
    }
    return score(sections, questions, unknown, invalid);
  }

  private Question question(String[] words, int section) {
    List<String> spelt = new ArrayList<>();
    int[] ranks = new int[words.length];
    for (int i = 0; i < words.length; i++) {
      spelt.add(vocabulary.spelt(words[i]));
      ranks[i] = vocabulary.rank(spelt.get(i));
    }
    return new Question(section, spelt, ranks);
  }

  private AnalogyScores score(
      List<String> names, List<Question> questions, int unknown, int invalid) {
    List<float[]> queries = new ArrayList<>();
    for (Question question : questions) {
      int[] ranks = question.ranks;
      queries.add(
          WordVectors.offset(
              vocabulary.unit(ranks[0]), vocabulary.unit(ranks[1]), vocabulary.unit(ranks[2])));
    }
    List<List<Hit>> found = search.nearest(queries, NEAREST + INPUTS);
    int[] correct = new int[names.size()];
    int[] asked = new int[names.size()];
    for (int i = 0; i < questions.size(); i++) {
      int section = questions.get(i).section;
      asked[section]++;
      correct[section] += solved(questions.get(i), found.get(i)) ? 1 : 0;
    }
    List<AnalogyScores.Section> sections = new ArrayList<>();
    for (int i = 0; i < correct.length; i++) {
      sections.add(new AnalogyScores.Section(names.get(i), correct[i], asked[i] - correct[i]));
    }
    return new AnalogyScores(sections, unknown, invalid);
  }

  private boolean solved(Question question, List<Hit> hits) {
    Set<String> inputs = Set.copyOf(question.words.subList(0, INPUTS));
    int seen = 0;
    for (Hit hit : hits) {
      if (!question.isInput(hit.rank()) && seen++ < NEAREST) {
        String word = vocabulary.word(hit.rank());
        if (!inputs.contains(word)) {
          return word.equals(question.words.get(INPUTS));
        }
      }
    }
    return false;
  }

  /** Three words and the answer, normalised as in the vocabulary, and their ranks. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  private record Question(int section, List<String> words, int[] ranks) {

    boolean known() {
      for (int rank : ranks) {
        if (rank < 0) {
          return false;
        }
      }
      return true;
    }

    boolean isInput(int rank) {
      return rank == ranks[0] || rank == ranks[1] || rank == ranks[2];
    }
  }
}
