package org.cascadenlp.heads.regression;

import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.text.TextInstances;
import org.cascadenlp.heads.Extent;
import org.cascadenlp.heads.OutputLayers;
import org.cascadenlp.heads.Pooler;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.PretrainedHead;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.task.Codec;
import org.cascadenlp.neural.task.Head;
import org.cascadenlp.neural.task.Scorer;
import org.cascadenlp.neural.task.TrainableTask;
import org.cascadenlp.types.Regression;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * A number for a pair of texts, such as their similarity, or for a single text. Gold and predicted
 * numbers are {@link Regression} annotations over all texts of an instance.
 *
 * <p>With {@code encoder=cross} the pair is read as one sequence (unit = instance), and a linear
 * layer on its pooled vector gives the number: Hugging Face's sequence classification with one
 * label if {@code pooler} is set, trained by the squared error. With {@code encoder=bi} each text
 * is read by itself (unit = part): the number is the cosine of their pooled vectors on the scale of
 * {@code least} and {@code most}, as in sentence-transformers, or a linear layer on both vectors
 * and their absolute difference (Reimers and Gurevych 2019, section 3).
 */
@Description(
    value = "A number for each pair of texts, such as their similarity, or for each text.",
    settings = {
      @Setting(
          name = RegressionOptions.ENCODER,
          type = "cross | bi",
          description =
              "cross: a pair is read as one sequence, with unit = instance; bi: each text by"
                  + " itself, with unit = part"),
      @Setting(
          name = "compare",
          type = "cosine | concat",
          value = "cosine",
          description =
              "with encoder=bi: the cosine of the two vectors, or a linear layer on both and their"
                  + " absolute difference"),
      @Setting(name = "pooler", type = Pooler.TYPE, value = "false", description = Pooler.MEANING),
      @Setting(
          name = "bias",
          type = "true | false",
          value = "true",
          description = OutputLayers.BIAS),
      @Setting(
          name = "least",
          type = "Float",
          value = "0",
          description = "with compare=cosine: the number for a cosine of 0"),
      @Setting(
          name = "most",
          type = "Float",
          value = "1",
          description = "with compare=cosine: the number for a cosine of 1, the largest in gold")
    })
public final class RegressionTask implements TrainableTask<Float, Float> {

  /** The name of the task. */
  public static final String NAME = "regression";

  private static final String OUTPUT = "value";

  @Override
  public Level level(Map<String, String> options) {
    return Level.SEQUENCE;
  }

  @Override
  public boolean readsParts(Map<String, String> options) {
    return RegressionOptions.of(NAME, options).sequences() > 1;
  }

  @Override
  public Float target(JCas gold, Annotation place, HeadSettings settings) {
    Extent extent = Extent.of(place);
    List<Regression> found =
        gold.select(Regression.class)
            .filter(one -> one.getTask() == null && Extent.of(one).equals(extent))
            .toList();
    if (found.size() != 1) {
      throw bad(
          settings,
          place,
          "has " + (found.isEmpty() ? "no gold number" : found.size() + " gold numbers"),
          "name their column with --read score=COLUMN, one for each text or pair");
    }
    float value = found.get(0).getValue();
    RegressionOptions options = RegressionOptions.of(settings.task(), settings.options());
    if (!Float.isFinite(value)
        || (options.isCosine() && (value < options.least() || value > options.most()))) {
      throw bad(
          settings,
          place,
          "has the number " + value,
          "it must be from least to most of headOptions, "
              + options.least()
              + " to "
              + options.most());
    }
    return value;
  }

  private static CascadeException bad(
      HeadSettings settings, Annotation place, String problem, String remedy) {
    return CascadeException.of(
        "task " + settings.task(), "the text at " + place.getBegin() + " " + problem, remedy);
  }

  @Override
  public List<String> outputs(List<Float> targets, Map<String, String> options) {
    return List.of(OUTPUT);
  }

  @Override
  public String opensAs(HeadSettings settings) {
    return headClass(settings).name();
  }

  @Override
  public HeadClass headClass(HeadSettings settings) {
    return RegressionOptions.of(settings.task(), settings.options()).headClass(settings.layers());
  }

  /**
   * A sequence classification head of transformers with one output, which reads a text or a pair as
   * one sequence. The number is the output itself.
   */
  @Override
  public Optional<HeadSettings> adopt(String task, PretrainedHead head) {
    HeadClass found = head.headClass();
    if (!found.name().equals(HeadClass.SEQUENCES)
        || !found.problemType().equals(HeadClass.REGRESSION)) {
      return Optional.empty();
    }
    Map<String, String> options = new HashMap<>(OutputLayers.adopted(head));
    options.put(RegressionOptions.ENCODER, "cross");
    return Optional.of(head.settings(task, List.of(OUTPUT), options));
  }

  @Override
  public Head<Float, Float> head(
      NDManager manager, HeadSettings settings, Map<String, Tensor> weights) {
    RegressionOptions options = RegressionOptions.of(settings.task(), settings.options());
    return new RegressionHead(manager, settings, options, weights);
  }

  @Override
  public void write(
      JCas cas, Annotation place, Float prediction, HeadSettings settings, String source) {
    Regression found = new Regression(cas, place.getBegin(), place.getEnd());
    found.setValue(prediction);
    found.setSource(source);
    TextInstances.at(cas, place).ifPresent(found::setInstance);
    found.addToIndexes();
  }

  /** Spearman's and Pearson's correlation. */
  @Override
  public Scorer<Float, Float> scorer(HeadSettings settings) {
    CorrelationScores scores = new CorrelationScores();
    return Scorer.of(scores, scores::add);
  }

  @Override
  public Codec<Float, Float> codec() {
    return RegressionCodec.INSTANCE;
  }
}
