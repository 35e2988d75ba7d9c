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
 * The state that the parts of one pipeline share: summaries, labels and self-tests of their models,
 * the order in which they run, and the origins of their parameters. All engines and forks of the
 * pipeline use one context, which lives as long as the injector.
 *
 * <p>A part injects the context and registers its labels or self-test in {@code configure}. The
 * entry is removed when the part is destroyed or reconfigured:
 *
 * <pre>{@code
 * @Inject private PipelineContext pipeline;
 *
 * closing(pipeline.addLabels(model.labels()));
 * }</pre>
 *
 * <p>No entry may hold a reference to its annotator. Per-pipeline state of a library is a {@link
 * Singleton} of the same injector.
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

  /** The context of the pipeline to which UIMA's {@code context} belongs. */
  static PipelineContext of(UimaContext context) {
    return Injectors.of(context).getInstance(PipelineContext.class);
  }

  /** The context of the pipeline to which {@code resources} belongs. */
  public static PipelineContext of(ResourceManager resources) {
    return Injectors.of(resources).getInstance(PipelineContext.class);
  }

  /** Adds the summary of part {@code role} until the result is closed. */
  AutoCloseable addSummary(String role, String summary) {
    return summaries.add(new Summary(role, summary));
  }

  /** Adds the labels that a trained model can predict, until the result is closed. */
  public AutoCloseable addLabels(Collection<String> values) {
    return labels.add(List.copyOf(values));
  }

  /** Adds the self-test of a model until the result is closed. */
  public AutoCloseable addSelfTest(SelfTest test) {
    return selfTests.add(test);
  }

  /**
   * Adds a compatibility check between parts that can run only after all of them are configured.
   * {@link Pipeline#load} runs it once; in other UIMA hosts a part detects the mismatch at the
   * first document.
   *
   * @param question throws a {@link CascadeException} if the parts are incompatible
   */
  public AutoCloseable addAgreement(Runnable question) {
    agreements.add(question);
    return () -> agreements.remove(question);
  }

  /** The summary of the part with this role ({@code OUTER/INNER}); empty if it has none. */
  public String summary(String role) {
    return summaries.all().stream()
        .filter(summary -> summary.role.equals(role))
        .reduce("", (former, summary) -> summary.text, (former, later) -> later);
  }

  /** All labels that were added, sorted. */
  public SortedSet<String> labels() {
    SortedSet<String> all = new TreeSet<>();
    labels.all().forEach(all::addAll);
    return all;
  }

  /** The self-tests of the models that are open, in the order in which they were added. */
  public List<SelfTest> selfTests() {
    return selfTests.all();
  }

  /**
   * Runs the compatibility checks that were added since the last call.
   *
   * @throws CascadeException if parts are incompatible
   */
  public void holdAgreements() {
    for (Runnable question; (question = agreements.poll()) != null; ) {
      question.run();
    }
  }

  /**
   * Creates an engine by {@code work}; on failure destroys the annotators that were already
   * configured for it.
   */
  public <T, E extends Exception> T madeOrDestroyed(ContextLoader.Work<T, E> work) throws E {
    return started.orDestroyed(work);
  }

  /** Registers {@code annotator} as configured. */
  void addStarted(PluginAnnotator annotator) {
    started.add(annotator);
  }

  /** The order in which the parts run. */
  public FlowOrder flow() {
    return flow;
  }

  /** The folders against which relative paths in parameters are resolved. */
  public SettingFolders settings() {
    return settings;
  }

  /** The cache into which models on the class path are unpacked. */
  ModelCache models() {
    return models;
  }
}
