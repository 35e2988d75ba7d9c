package org.cascadenlp.heads.plugin;

import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.evaluation.Comparison;
import org.cascadenlp.heads.ClassTask;
import org.cascadenlp.heads.EntityTask;
import org.cascadenlp.heads.PosTask;
import org.cascadenlp.heads.answers.AnswerScorer;
import org.cascadenlp.heads.answers.AnswerTask;
import org.cascadenlp.heads.evaluation.ClassScorer;
import org.cascadenlp.heads.evaluation.EntityScorer;
import org.cascadenlp.heads.evaluation.TokenScorer;
import org.cascadenlp.heads.regression.RegressionScorer;
import org.cascadenlp.heads.regression.RegressionTask;
import org.cascadenlp.neural.task.Task;
import org.cascadenlp.types.Answer;
import org.cascadenlp.types.Classification;
import org.cascadenlp.types.Regression;

/**
 * Binds the tasks by name, and comparisons with gold in the order in which help and errors list
 * them.
 */
public final class TaskHeadsPlugin implements Plugin {

  private static final String ENTITIES = "entities";
  private static final String POS_TAGS = "pos";
  private static final String CLASSES = "classes";

  @Override
  @SuppressWarnings("rawtypes") // a class is the key
  public void configure(Binder binder) {
    MapBinder<String, Task> tasks = MapBinder.newMapBinder(binder, String.class, Task.class);
    tasks.addBinding(ENTITIES).to(EntityTask.class);
    tasks.addBinding(POS_TAGS).to(PosTask.class);
    tasks.addBinding(CLASSES).to(ClassTask.class);
    tasks.addBinding(RegressionTask.NAME).to(RegressionTask.class);
    tasks.addBinding(AnswerTask.NAME).to(AnswerTask.class);
    MapBinder<String, Comparison> comparisons =
        MapBinder.newMapBinder(binder, String.class, Comparison.class);
    comparisons
        .addBinding(ENTITIES)
        .toInstance(Comparison.of(NamedEntity.class, EntityScorer::new));
    comparisons.addBinding(POS_TAGS).toInstance(Comparison.of(POS.class, TokenScorer::ofTags));
    comparisons.addBinding("lemmas").toInstance(Comparison.of(Lemma.class, TokenScorer::ofLemmas));
    comparisons
        .addBinding(CLASSES)
        .toInstance(Comparison.of(Classification.class, ClassScorer::new));
    comparisons
        .addBinding(RegressionTask.NAME)
        .toInstance(Comparison.of(Regression.class, RegressionScorer::new));
    comparisons
        .addBinding(AnswerTask.NAME)
        .toInstance(Comparison.of(Answer.class, AnswerScorer::new));
  }
}
