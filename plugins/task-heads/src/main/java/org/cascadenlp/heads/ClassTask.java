package org.cascadenlp.heads;

import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.score.LabelScores;
import org.cascadenlp.core.score.LabelSetScores;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.PretrainedHead;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.LabelTask;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.task.Scorer;
import org.cascadenlp.types.Classification;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * Classification of sentences or documents: one class per sequence or, with {@code multi}, any
 * number of them. Gold and predicted classes are {@link Classification} annotations over the
 * sequence.
 *
 * <p>Options: {@code pooling} (mean, max, first or attention: how token vectors are pooled; unit:
 * the pooled vector of the embedding is used), {@code pooler} (true or false: a dense layer with
 * tanh after pooling; gelu or relu: with another activation), {@code bias} (true or false: whether
 * the output layer has one), {@code multi} (true or false), {@code threshold} (the least
 * probability of a predicted class if multi is true), {@code bilstm} (hidden width of each
 * direction, 0 for none), {@code mix} (true or false: a learned mix of several layers).
 *
 * <p>{@code pooling=mean} on the last layer of a sentence embedder is the method of sentence
 * transformers. {@code pooling=first} uses the vector of the first <em>token</em>: for a BERT that
 * is the first word, not [CLS]. With {@code pooling=unit}, {@code pooler=true} and an embedding
 * with {@code pooled=cls} and {@code normalize=false} the head is that of Hugging Face's sequence
 * classification; for a GPT with {@code pooled=last}, {@code pooler=false} and {@code bias=false}.
 */
@Description(
    value = "Classes of sentences or documents, one each or any number, from pooled vectors.",
    settings = {
      @Setting(
          name = "pooling",
          type = "mean | max | first | attention | unit",
          description =
              "how token vectors are pooled to one vector (first: the first token's); unit: use"
                  + " the embedding's pooled vector, which its parameter pooled turns on"),
      @Setting(name = "pooler", type = Pooler.TYPE, description = Pooler.MEANING),
      @Setting(
          name = "bias",
          type = "true | false",
          value = "true",
          description = OutputLayers.BIAS),
      @Setting(
          name = "multi",
          type = "true | false",
          description =
              "whether a sentence or document has any number of classes (else exactly one)"),
      @Setting(
          name = "threshold",
          type = "Float",
          value = "0.5",
          description = "the least probability of a predicted class; only if multi is true"),
      @Setting(
          name = "bilstm",
          type = "Integer",
          description = "hidden width of each direction of an LSTM before the pooling, 0 for none"),
      @Setting(
          name = "mix",
          type = "true | false",
          description = "whether several layers are mixed with learned weights (else concatenated)")
    })
public final class ClassTask implements LabelTask {

  private static final int LONGEST_QUOTE = 60;

  @Override
  public boolean labelsTokens() {
    return false;
  }

  @Override
  public Level level(Map<String, String> options) {
    return "unit".equals(options.get("pooling")) ? Level.SEQUENCE : Level.TOKEN;
  }

  /** The values of the {@link Classification} annotations over {@code sequence}, in order. */
  @Override
  public List<String> target(JCas gold, Annotation sequence, HeadSettings settings) {
    TreeSet<String> values = new TreeSet<>();
    int elsewhere = 0;
    Extent extent = Extent.of(sequence);
    for (Classification found : gold.select(Classification.class)) {
      if (found.getTask() != null) {
        continue;
      }
      if (!Extent.of(found).equals(extent)) {
        elsewhere++;
      } else if (found.getValue() == null || found.getValue().isBlank()) {
        throw bad(settings, sequence, "has a class without a value", "name it in feature value");
      } else {
        values.add(found.getValue());
      }
    }
    if (!ClassOptions.of(settings.task(), settings.options()).multi()) {
      if (values.isEmpty()) {
        throw bad(
            settings,
            sequence,
            "has no gold class",
            elsewhere > 0
                ? "the document's classes cover other units: read the corpus by the unit of the"
                    + " trainer (--read unit=sentence for lines, csv and tsv), or change the"
                    + " trainer's unit"
                : "give it one, leave it out, or set multi=true");
      }
      if (values.size() > 1) {
        throw bad(settings, sequence, "has classes " + values, "leave one, or set multi=true");
      }
    }
    return List.copyOf(values);
  }

  private static CascadeException bad(
      HeadSettings settings, Annotation sequence, String problem, String remedy) {
    String text = sequence.getCoveredText().strip().replaceAll("\\s+", " ");
    String quote = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
    return CascadeException.of(
        "task " + settings.task(),
        "the unit '" + quote + "' at " + sequence.getBegin() + " " + problem,
        remedy);
  }

  @Override
  public String opensAs(HeadSettings settings) {
    return headClass(settings).name();
  }

  @Override
  public HeadClass headClass(HeadSettings settings) {
    return ClassOptions.of(settings.task(), settings.options()).headClass(settings.layers());
  }

  /** A classification head of transformers, which reads the pooled vector of its encoder. */
  @Override
  public Optional<HeadSettings> adopt(String task, PretrainedHead head) {
    HeadClass found = head.headClass();
    boolean multi = found.problemType().equals(HeadClass.MULTI_LABEL);
    if (!found.name().equals(HeadClass.SEQUENCES)
        || (!multi && !found.problemType().equals(HeadClass.SINGLE_LABEL))) {
      return Optional.empty();
    }
    Map<String, String> options = new HashMap<>(OutputLayers.adopted(head));
    options.put("pooling", "unit");
    options.put("multi", String.valueOf(multi));
    options.put("bilstm", "0");
    options.put("mix", "false");
    return Optional.of(head.settings(task, head.labels(), options));
  }

  @Override
  public LabelHead head(NDManager manager, HeadSettings settings, Map<String, Tensor> weights) {
    ClassOptions options = ClassOptions.of(settings.task(), settings.options());
    Outputs.check(settings.task(), settings.labels(), options.multi() ? 1 : 2);
    return new ClassHead(manager, settings, options, weights);
  }

  @Override
  public void write(
      JCas cas, Annotation sequence, Prediction prediction, HeadSettings settings, String source) {
    for (int i = 0; i < prediction.labels().size(); i++) {
      Classification found = new Classification(cas, sequence.getBegin(), sequence.getEnd());
      found.setValue(prediction.labels().get(i));
      found.setScore(prediction.scores()[i]);
      found.setSource(source);
      found.addToIndexes();
    }
  }

  /**
   * The classes of {@code source} that are labels of this head, because heads for other classes,
   * trained on the same vectors, have the same name.
   */
  @Override
  public List<Classification> existing(
      JCas cas, List<? extends Annotation> sequences, HeadSettings settings, String source) {
    return cas.select(Classification.class)
        .filter(
            found ->
                source.equals(found.getSource()) && settings.labels().contains(found.getValue()))
        .toList();
  }

  /**
   * Accuracy and scores by class; with {@code multi} micro F1, exact matches and scores by class.
   */
  @Override
  public Scorer<List<String>, Prediction> scorer(HeadSettings settings) {
    if (ClassOptions.of(settings.task(), settings.options()).multi()) {
      LabelSetScores sets = new LabelSetScores();
      return Scorer.of(sets, (gold, found) -> sets.add(gold, found.labels()));
    }
    LabelScores single = new LabelScores();
    return Scorer.of(
        single,
        (gold, found) -> {
          List<String> labels = found.labels();
          single.add(gold.get(0), labels.isEmpty() ? LabelScores.NONE : labels.get(0));
        });
  }
}
