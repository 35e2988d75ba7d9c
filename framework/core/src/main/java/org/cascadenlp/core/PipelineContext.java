package org.cascadenlp.core;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.uima.UimaContext;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.ModelCache;
import org.cascadenlp.core.loading.ContextLoader;
import org.cascadenlp.core.pipeline.Pipeline;

/**
 * What is kept for one pipeline: what its parts tell of their models, the order in which they run,
 * and what sets their parameters. All engines and forks of the pipeline share one, which lives as
 * long as its injector.
 *
 * <p>A part injects it and adds what it knows in {@code configure}, until it is destroyed or
 * reconfigured:
 *
 * <pre>{@code
 * @Inject private PipelineContext pipeline;
 *
 * closing(pipeline.addLabels(model.labels()));
 * }</pre>
 *
 * <p>Nothing that is added may hold its annotator. What a library keeps for each pipeline is a
 * {@link Singleton} of the same injector.
 */
@Singleton
public final class PipelineContext {

  private record Summary(String role, String text) {}

  private final Registered<Summary> summaries = new Registered<>();
  private final Registered<List<String>> labels = new Registered<>();
  private final Registered<SelfTest> selfTests = new Registered<>();
  private final Queue<Runnable> agreements = new ConcurrentLinkedQueue<>();
  private final StartedAnnotators started = new StartedAnnotators();
  private final FlowOrder flow = new FlowOrder();
  private final SettingFolders settings = new SettingFolders();
  private final ModelCache models = new ModelCache();

  @Inject
  PipelineContext() {}

  /** That of the pipeline to which {@code context} belongs. */
  public static PipelineContext of(UimaContext context) {
    return Injectors.of(context).getInstance(PipelineContext.class);
  }

  /** That of the pipeline to which {@code resources} belongs. */
  public static PipelineContext of(ResourceManager resources) {
    return Injectors.of(resources).getInstance(PipelineContext.class);
  }

  /** Adds what part {@code role} tells about itself. */
  AutoCloseable addSummary(String role, String summary) {
    return summaries.add(new Summary(role, summary));
  }

  /**
   * Adds the values that a trained model can give to an annotation; a part that does not know them
   * adds nothing.
   */
  public AutoCloseable addLabels(Collection<String> values) {
    return labels.add(List.copyOf(values));
  }

  /** Adds the self-test of a model. */
  public AutoCloseable addSelfTest(SelfTest test) {
    return selfTests.add(test);
  }

  /**
   * Adds a question that can only be answered when all parts are configured: whether they fit each
   * other. {@link Pipeline#load} asks it, once; in other UIMA hosts a part finds out with the first
   * document.
   *
   * @param question throws a {@link CascadeException} where parts do not fit
   */
  public AutoCloseable addAgreement(Runnable question) {
    agreements.add(question);
    return () -> agreements.remove(question);
  }

  /** What the part with this role ({@code OUTER/INNER}) tells about itself; empty if nothing. */
  public String summary(String role) {
    return summaries.all().stream()
        .filter(summary -> summary.role.equals(role))
        .reduce("", (former, summary) -> summary.text, (former, later) -> later);
  }

  /** All values that were added, in order. */
  public SortedSet<String> labels() {
    SortedSet<String> all = new TreeSet<>();
    labels.all().forEach(all::addAll);
    return all;
  }

  /** The self-tests of the models that are open, in the order in which they were added. */
  public List<SelfTest> selfTests() {
    return selfTests.all();
  }

  /** Asks the questions that have been added since the last time. */
  public void holdAgreements() {
    for (Runnable question; (question = agreements.poll()) != null; ) {
      question.run();
    }
  }

  /** Makes an engine; where that fails, destroys the annotators that were configured for it. */
  public <T, E extends Exception> T madeOrDestroyed(ContextLoader.Work<T, E> work) throws E {
    return started.orDestroyed(work);
  }

  /** Takes in that {@code annotator} is configured. */
  void addStarted(PluginAnnotator annotator) {
    started.add(annotator);
  }

  /** The order in which the parts run. */
  public FlowOrder flow() {
    return flow;
  }

  /** Where the parts' relative paths begin. */
  public SettingFolders settings() {
    return settings;
  }

  /** Where models on the class path are unpacked. */
  ModelCache models() {
    return models;
  }
}
