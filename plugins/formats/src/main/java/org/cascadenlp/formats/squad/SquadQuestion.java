package org.cascadenlp.formats.squad;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.DocumentEntry.Field;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.text.PartRole;
import org.cascadenlp.core.text.TextParts;
import org.cascadenlp.types.Answer;

/**
 * A question with its context, a document of two parts.
 *
 * @param name the question's id
 * @param answers the spans of the gold answers, without repetitions, in the order of the file;
 *     empty if the context has no answer
 * @param hasGold whether the answers are known
 * @param replaced the number of characters of question and context that XML cannot hold
 */
record SquadQuestion(
    String name, String question, String context, List<Span> answers, boolean hasGold, int replaced)
    implements SourceDocument {

  private static final String ID = "id";
  private static final String QUESTION = "question";
  private static final String ANSWERS = "answers";
  private static final String IMPOSSIBLE = "is_impossible";

  /** The members that results carry. */
  static final List<String> FIELDS = List.of(ID, QUESTION);

  /** A range of the context, in UTF-16 code units. */
  record Span(int begin, int end) {}

  /**
   * Reads the entry of one question.
   *
   * @param context its context, without characters that XML cannot hold
   * @throws CascadeException if a member is missing or wrong, or an answer is not in its context
   */
  static SquadQuestion of(TextCleaner.Cleaned context, SquadMembers qa, GoldAnswers gold) {
    String id = TextCleaner.clean(qa.id(ID)).text();
    TextCleaner.Cleaned question = TextCleaner.clean(qa.text(QUESTION));
    boolean known = gold != GoldAnswers.LEFT_OUT;
    return new SquadQuestion(
        id,
        // as transformers: a space before the question would change subwords that include spaces
        question.text().stripLeading(),
        context.text(),
        known ? answers(context.text(), qa, gold) : List.of(),
        known,
        context.replaced() + question.replaced());
  }

  private static List<Span> answers(String context, SquadMembers qa, GoldAnswers gold) {
    boolean impossible = qa.flag(IMPOSSIBLE);
    List<SquadMembers> entries = impossible && !qa.has(ANSWERS) ? List.of() : qa.list(ANSWERS);
    if (impossible && !entries.isEmpty()) {
      throw qa.bad(
          "is_impossible is true, but there are answers",
          "remove the answers, or set is_impossible to false");
    }
    if (entries.isEmpty() && qa.has(IMPOSSIBLE) && !impossible) {
      throw qa.bad(
          "is_impossible is false, but there are no answers",
          "give it an answer, or set is_impossible to true");
    }
    Set<Span> spans = new LinkedHashSet<>();
    entries.forEach(entry -> gold.span(context, entry).ifPresent(spans::add));
    if (spans.isEmpty() && !entries.isEmpty()) {
      throw qa.bad("the context contains none of its answers", "copy an answer from the context");
    }
    return new ArrayList<>(spans);
  }

  @Override
  public void fill(JCas text, JCas gold) {
    TextParts parts = new TextParts();
    int asked = parts.add(PartRole.QUESTION, name, question);
    int searched = parts.add(PartRole.CONTEXT, "", context);
    parts.instance(name, asked, searched);
    parts.fill(text);
    parts.fill(gold);
    if (hasGold) {
      addAnswers(gold, parts.begin(searched));
    }
  }

  private void addAnswers(JCas gold, int begin) {
    if (answers.isEmpty()) {
      Answer none = new Answer(gold, begin, begin);
      none.setId(name);
      none.setNoAnswer(true);
      none.addToIndexes();
    }
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = new Answer(gold, begin + answers.get(i).begin, begin + answers.get(i).end);
      answer.setId(name);
      answer.setRank(i + 1);
      answer.addToIndexes();
    }
  }

  @Override
  public List<Field> fields() {
    return List.of(Field.text(ID, name), Field.text(QUESTION, question));
  }
}
