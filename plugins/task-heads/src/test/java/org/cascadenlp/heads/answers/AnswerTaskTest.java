package org.cascadenlp.heads.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.text.PartRole;
import org.cascadenlp.core.text.TextInstances;
import org.cascadenlp.core.text.TextParts;
import org.cascadenlp.heads.Documents;
import org.cascadenlp.heads.answers.AnswerTarget.Span;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SubwordWindow;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.Head;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.task.LossSettings;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.types.Answer;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerTaskTest {

  private static final int NONE = SubwordWindow.SPECIAL;
  private static final String QUESTION = "Whom?";
  private static final String CONTEXT = "Ada met Bob.";
  private static final int CONTEXT_BEGIN = QUESTION.length() + 1;

  private final AnswerTask task = new AnswerTask();

  private static HeadSettings settings(String... more) {
    Map<String, String> options =
        new HashMap<>(Map.of("noAnswer", "true", "maxAnswer", "30", "negatives", "2"));
    for (String option : more) {
      options.put(option.replaceFirst("=.*", ""), option.replaceFirst(".*=", ""));
    }
    return new HeadSettings("answers", List.of("start", "end"), options, 1, 2, 7);
  }

  private static JCas document() throws Exception {
    JCas cas = Documents.of("x");
    cas.reset();
    TextParts parts = new TextParts();
    int question = parts.add(PartRole.QUESTION, "q1", QUESTION);
    parts.instance("q1", question, parts.add(PartRole.CONTEXT, "", CONTEXT));
    parts.fill(cas);
    return cas;
  }

  private static Annotation place(JCas cas) {
    return TextInstances.place(TextInstances.of(cas).get(0));
  }

  private static void gold(JCas cas, int begin, int end, int rank) {
    Answer answer = new Answer(cas, CONTEXT_BEGIN + begin, CONTEXT_BEGIN + end);
    answer.setId("q1");
    answer.setRank(rank);
    answer.setNoAnswer(rank == 0);
    answer.addToIndexes();
  }

  @Test
  void goldAnswersAreInTheOrderOfTheCorpus() throws Exception {
    JCas cas = document();
    gold(cas, 4, 11, 2);
    gold(cas, 8, 11, 1);
    AnswerTarget target = task.target(cas, place(cas), settings());
    assertThat(target.texts()).containsExactly("Bob", "met Bob");
    assertThat(target.id()).isEqualTo("q1");
    assertThat(task.codec().texts(target)).containsExactly("q1", "14 Bob", "10 met Bob");
  }

  @Test
  void aQuestionWithoutAnAnswerIsATargetOnlyIfTheHeadMayGiveNone() throws Exception {
    JCas cas = document();
    assertThatThrownBy(() -> task.target(cas, place(cas), settings()))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("task answers: the question at 0 has no gold answer; ");
    gold(cas, 0, 0, 0);
    assertThat(task.target(cas, place(cas), settings()).answers()).isEmpty();
    assertThatThrownBy(() -> task.target(cas, place(cas), settings("noAnswer=false")))
        .hasMessage(
            "task answers: the question at 0 has no answer in its context;"
                + " set noAnswer = true, or leave it out");
  }

  @Test
  void anAnswerOutsideOfItsContextIsRefused() throws Exception {
    JCas cas = document();
    gold(cas, -3, 3, 1);
    assertThatThrownBy(() -> task.target(cas, place(cas), settings()))
        .hasMessage(
            "task answers: the answer from 3 to 9 is not in its context, from 6 to 18;"
                + " annotate a span of the context");
  }

  @Test
  void aTextThatIsNoQuestionIsRefused() throws Exception {
    JCas cas = Documents.of("Only a text.");
    assertThatThrownBy(() -> task.target(cas, new Annotation(cas, 0, 4), settings()))
        .hasMessageStartingWith("task answers: the text at 0 is no question with a context; ");
  }

  @Test
  void optionsAreChecked() {
    assertThatThrownBy(() -> task.scorer(settings("threshold=high")))
        .hasMessage("task answers: option threshold = 'high'; use a number, for example 0 or -1.5");
    assertThatThrownBy(() -> task.scorer(settings("threshold=1", "noAnswer=false")))
        .hasMessage(
            "task answers: option threshold = '1' with noAnswer = false; leave threshold out, or"
                + " set noAnswer = true");
    assertThatThrownBy(() -> task.scorer(settings("maxAnswer=0")))
        .hasMessage("task answers: option maxAnswer = '0'; use a whole number from 1 to 10000");
  }

  @Test
  void anAnswerIsWrittenWithItsScoreOrAsNone() throws Exception {
    JCas cas = document();
    AnswerPrediction prediction =
        new AnswerPrediction(CONTEXT_BEGIN + 8, CONTEXT_BEGIN + 11, 0.5, 0.25, -0.7);
    task.write(cas, place(cas), prediction, settings(), "AnswerFinder x");
    Answer answer = cas.select(Answer.class).single();
    assertThat(answer.getCoveredText()).isEqualTo("Bob");
    assertThat(answer.getId()).isEqualTo("q1");
    assertThat(List.of(answer.getScore(), answer.getNoAnswerScore())).containsExactly(0.5f, 0.25f);
    assertThat(answer.getRank()).isEqualTo(1);
    assertThat(task.existing(cas, List.of(), settings(), "AnswerFinder x")).hasSize(1);
    answer.removeFromIndexes();
    task.write(cas, place(cas), prediction, settings("threshold=-1"), "AnswerFinder x");
    Answer none = cas.select(Answer.class).single();
    assertThat(none.getNoAnswer()).isTrue();
    assertThat(List.of(none.getBegin(), none.getEnd())).containsOnly(CONTEXT_BEGIN);
    assertThat(none.getScore()).isEqualTo(0.25f);
  }

  @Test
  void theThresholdIsChosenOnTheDevelopmentDataUnlessItIsSet() {
    AnswerTarget has = new AnswerTarget("a", "Bob", List.of(new Span(0, 3)));
    AnswerTarget none = new AnswerTarget("b", "Bob", List.of());
    List<AnswerTarget> targets = List.of(has, none, has);
    List<AnswerPrediction> predictions =
        List.of(
            new AnswerPrediction(0, 3, 0.9, 0.1, -5),
            new AnswerPrediction(0, 3, 0.9, 0.1, -1),
            new AnswerPrediction(0, 3, 0.9, 0.1, -2));
    assertThat(task.chosen(settings(), targets, () -> predictions).options())
        .containsEntry("threshold", "-1.5"); // halfway to the next question
    for (HeadSettings fixed : List.of(settings("threshold=3"), settings("noAnswer=false"))) {
      assertThat(
              task.chosen(
                  fixed,
                  targets,
                  () -> {
                    throw new AssertionError("predicts in vain");
                  }))
          .isEqualTo(fixed);
    }
    var scorer = task.scorer(settings());
    for (int i = 0; i < targets.size(); i++) {
      scorer.add(targets.get(i), predictions.get(i));
    }
    assertThat(scorer.scores().metrics()).containsEntry("f1", 1.0);
  }

  // [CLS] q [SEP] c c [SEP]
  private static SubwordWindow window(int begin) {
    return new SubwordWindow(
        new int[6],
        new int[6],
        new int[] {NONE, 0, NONE, 1, 1, NONE},
        new int[] {NONE, 0, NONE, begin, begin + 2, NONE},
        new int[] {NONE, 1, NONE, begin + 2, begin + 4, NONE});
  }

  private List<List<Integer>> windowsToTrainOn(HeadSettings settings) {
    List<SubwordWindow> windows = new ArrayList<>();
    for (int w = 0; w < 6; w++) {
      windows.add(window(2 + 4 * w));
    }
    AnswerTarget target = new AnswerTarget("q", "x".repeat(40), List.of(new Span(10, 12)));
    Sequence pair = Sequence.pair(new Sequence(List.of("q")), new Sequence(List.of("c")));
    List<Labelled<AnswerTarget>> examples =
        task.examples(
            List.of(new Labelled<>(Instance.of(pair), target)), settings, sequence -> windows);
    assertThat(examples).extracting(Labelled::target).containsOnly(target);
    return examples.stream().map(one -> one.instance().sequence().windows()).toList();
  }

  @Test
  void trainingIsOnSingleWindows() {
    List<List<Integer>> read = windowsToTrainOn(settings());
    assertThat(read).hasSize(3).contains(List.of(2)).doesNotHaveDuplicates();
  }

  @Test
  void trainingIsOnTheWindowsOfAList(@TempDir Path folder) throws IOException {
    Path list = folder.resolve("list.tsv");
    Files.writeString(list, "question\twindows\tdrawn\nq\t6\t5\n");
    HeadSettings settings = settings("drawn=" + list);
    assertThat(windowsToTrainOn(settings)).containsExactly(List.of(2), List.of(5));
    Files.writeString(list, "p\t6\t5\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> windowsToTrainOn(settings))
        .hasMessageStartingWith(list + ", line 3: the training data have no question p; ");
  }

  @Test
  void theLossIsTheMeanOfTheCrossEntropiesOfStartAndEndOfAllWindows() {
    Map<String, Tensor> weights =
        Map.of(
            "qa_outputs.weight", new Tensor(new long[] {2, 2}, new float[] {1, 0, 0, 1}),
            "qa_outputs.bias", new Tensor(new long[] {2}, new float[] {0.5f, 0}));
    SubwordWindow shorter =
        new SubwordWindow(
            new int[4],
            new int[4],
            new int[] {NONE, 0, NONE, 1},
            new int[] {NONE, 0, NONE, 2},
            new int[] {NONE, 1, NONE, 4});
    float[] vectors = new float[20];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = (float) Math.sin(i);
    }
    AnswerTarget first = new AnswerTarget("", "x".repeat(9), List.of(new Span(4, 6)));
    AnswerTarget second = new AnswerTarget("", "x".repeat(9), List.of());
    try (NDManager owner = Torch.manager();
        Head<AnswerTarget, AnswerPrediction> head = task.head(owner, settings(), weights)) {
      NDArray array = owner.create(vectors, new Shape(10, 1, 2));
      Encoded encoded =
          new Encoded(array, new int[] {6, 4}, List.of(List.of(window(2)), List.of(shorter)));
      float loss =
          head.loss(encoded, List.of(first, second), new LossSettings(Map.of(), 0)).getFloat();
      double expected =
          entropy(vectors, 0, 0, 6, 4)
              + entropy(vectors, 1, 0, 6, 4)
              + entropy(vectors, 0, 6, 10, 6)
              + entropy(vectors, 1, 6, 10, 6);
      assertThat((double) loss).isCloseTo(expected / 4, within(1e-5));
      assertThat(head.predict(encoded)).hasSize(2).allMatch(AnswerPrediction::isFinite);
    }
  }

  /** The cross entropy of row {@code gold} among the rows {@code from} to {@code to}. */
  private static double entropy(float[] vectors, int column, int from, int to, int gold) {
    double sum = 0;
    for (int row = from; row < to; row++) {
      sum += Math.exp(vectors[2 * row + column]);
    }
    return Math.log(sum) - vectors[2 * gold + column];
  }

  @Test
  void anAnswerThatTheSelfTestExpectsIsComparedWithinATolerance() {
    AnswerPrediction found = new AnswerPrediction(3, 5, 0.5, 0.25, 0);
    var expected = task.codec().json(found);
    assertThat(task.codec().difference(expected, found)).isEmpty();
    assertThat(task.codec().difference(expected, new AnswerPrediction(3, 5, 0.6, 0.25, 0)))
        .isEqualTo("model.json has score 0.5, found 0.6");
    assertThat(task.codec().difference(expected, new AnswerPrediction(3, 6, 0.5, 0.25, 0)))
        .isEqualTo("model.json has the answer from 3 to 5, found from 3 to 6");
  }
}
