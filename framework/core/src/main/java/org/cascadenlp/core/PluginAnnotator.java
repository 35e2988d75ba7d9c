package org.cascadenlp.core;

import com.google.inject.Injector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.apache.uima.UimaContext;
import org.apache.uima.UimaContextAdmin;
import org.apache.uima.analysis_component.JCasAnnotator_ImplBase;
import org.apache.uima.analysis_engine.AnalysisEngineProcessException;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceConfigurationException;
import org.apache.uima.resource.ResourceInitializationException;
import org.cascadenlp.core.document.PredictionSource;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.error.PartException;
import org.cascadenlp.core.loading.ContextLoader;
import org.cascadenlp.core.loading.Linkage;
import org.cascadenlp.core.process.Interruption;

/**
 * The base class of every annotator: injects its services, configures it by typed parameters, and
 * closes the resources it opened.
 *
 * <p>A subclass has an empty public constructor, {@code @Inject private} fields for the services it
 * needs (of {@code jakarta.inject}), reads its parameters in {@link #configure} and annotates in
 * {@link #annotate}. It runs in any UIMA host without registration.
 *
 * <p>UIMA's {@code reconfigure} closes what was opened and configures <em>the same object</em>
 * again. So {@link #configure} must set every field again and clear collections filled by the
 * former settings:
 *
 * <pre>{@code
 * private final Map<String, Model> byLanguage = new HashMap<>();
 *
 * protected void configure(Parameters parameters) {
 *   byLanguage.clear(); // those of the former settings are closed
 * }
 * }</pre>
 */
public abstract class PluginAnnotator extends JCasAnnotator_ImplBase {

  /** The states of an annotator's life cycle. */
  private enum State {
    NEW,
    READY,
    FAILED,
    DESTROYED
  }

  private static final String IDENTIFIER =
      "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*";
  private static final Pattern CLASS_NAME =
      Pattern.compile(IDENTIFIER + "(\\." + IDENTIFIER + ")+");

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private String part = getClass().getSimpleName();
  private String component = part;
  private State state = State.NEW;
  private String failure = "";

  /**
   * Reads the parameters. Called once, and again at each reconfiguration, after all resources
   * passed to {@link #closing} were closed.
   *
   * @throws CascadeException if a parameter is invalid
   */
  protected abstract void configure(Parameters parameters);

  /**
   * Annotates one document. An annotator that takes more than about a second per document calls
   * {@link Interruption#check} between two batches; it is called before each document as well.
   */
  protected abstract void annotate(JCas cas) throws Exception;

  /**
   * One line about this annotator's model, labels and hash, for {@code cascade check}. Called after
   * each {@link #configure}.
   */
  protected String summary() {
    return "";
  }

  /**
   * The {@code source} of predictions that this part makes with the model called {@code model}; the
   * name is empty for a part without a model.
   */
  protected final PredictionSource predictionSource(String model) {
    return new PredictionSource(part, getClass().getSimpleName(), model);
  }

  /** The name of this part with the model called {@code model} in errors: part, role and model. */
  protected final String component(String model) {
    return component + ", model " + model;
  }

  /**
   * Registers {@code resource} to be closed when this annotator is destroyed or reconfigured, and
   * returns it.
   */
  protected final <T extends AutoCloseable> T closing(T resource) {
    opened.push(resource);
    return resource;
  }

  /**
   * Checks that this annotator can be used; for methods beside {@link #annotate}, such as {@code
   * collectionProcessComplete}.
   *
   * @throws CascadeException if this annotator is not initialized, could not be configured, or was
   *     destroyed
   */
  protected final void requireReady() {
    switch (state) {
      case READY -> {}
      case NEW ->
          throw CascadeException.of(
              component,
              "it is used before it is initialized",
              "call initialize first, or let UIMAFramework.produceAnalysisEngine do so");
      case FAILED ->
          throw CascadeException.of(
              component,
              "it cannot be used since it could not be configured (" + failure + ")",
              "set parameters that work and call reconfigure, or make a new engine");
      case DESTROYED ->
          throw CascadeException.of(
              component, "it is used after it was destroyed", "make a new engine");
    }
  }

  /**
   * Configures this annotator; UIMA calls it once.
   *
   * @throws ResourceInitializationException if a parameter is invalid, or at a second call, which
   *     changes nothing
   */
  @Override
  public final void initialize(UimaContext context) throws ResourceInitializationException {
    if (state != State.NEW) {
      throw new ResourceInitializationException(
          CascadeException.of(
              component,
              "it is initialized a second time",
              "call reconfigure to have changed parameters read, or make a new engine"));
    }
    super.initialize(context);
    start(context);
  }

  /**
   * Closes the open resources and configures this annotator by the current parameters.
   *
   * @throws ResourceInitializationException if a parameter is invalid; the annotator is then
   *     unusable until it is reconfigured with valid ones
   * @throws ResourceConfigurationException if this annotator was destroyed
   */
  @Override
  public final void reconfigure()
      throws ResourceConfigurationException, ResourceInitializationException {
    if (state == State.NEW || state == State.DESTROYED) {
      try {
        requireReady();
      } catch (CascadeException e) {
        throw new ResourceConfigurationException(e);
      }
    }
    destroy();
    start(getContext());
  }

  /** The name of this part in its descriptor, else its simple class name. */
  private String name(UimaContext context) {
    String name = ((UimaContextAdmin) context).getManagementInterface().getName();
    return name == null || name.isBlank() ? getClass().getSimpleName() : bare(name);
  }

  /**
   * A descriptor's name; the simple class name if it is a qualified class name, which uimaFIT
   * generates.
   */
  public static String bare(String name) {
    return CLASS_NAME.matcher(name).matches() ? name.substring(name.lastIndexOf('.') + 1) : name;
  }

  private void start(UimaContext context) throws ResourceInitializationException {
    try {
      part = name(context);
      Parameters parameters = Parameters.of(context, part);
      component = parameters.component();
      Injector injector = Injectors.of(context);
      injector.injectMembers(this);
      String summary = ContextLoader.seeing(getClass()).call(() -> configured(parameters));
      PipelineContext pipeline = injector.getInstance(PipelineContext.class);
      closing(pipeline.addSummary(parameters.role(), summary));
      state = State.READY;
      pipeline.addStarted(this);
    } catch (RuntimeException e) {
      fail(e);
      throw new ResourceInitializationException(e);
    } catch (LinkageError e) {
      CascadeException clear = Linkage.explain(e, getClass().getClassLoader());
      fail(clear == null ? e : clear);
      if (clear == null) {
        throw e;
      }
      throw new ResourceInitializationException(clear);
    } catch (Error e) {
      fail(e);
      throw e;
    }
  }

  private String configured(Parameters parameters) {
    Interruption.check();
    configure(parameters);
    parameters.refuseLeftovers();
    return summary();
  }

  private void fail(Throwable error) {
    destroy();
    state = State.FAILED;
    failure = CascadeException.describe(error);
  }

  /** Destroys this annotator unless that was done or it was never configured. */
  final void destroyIfReady() {
    if (state == State.READY) {
      destroy();
    }
  }

  @Override
  public final void process(JCas cas) throws AnalysisEngineProcessException {
    try {
      requireReady();
      Interruption.check();
      annotate(cas);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AnalysisEngineProcessException(e);
    } catch (Exception e) {
      throw new AnalysisEngineProcessException(PartException.naming(component, e));
    } catch (LinkageError e) {
      CascadeException clear = Linkage.explain(e, getClass().getClassLoader());
      if (clear == null) {
        throw e;
      }
      throw new AnalysisEngineProcessException(clear);
    }
  }

  /**
   * Closes the open resources in reverse order; a further call does nothing. Also called at each
   * reconfiguration, which matters to a subclass that overrides it.
   */
  @Override
  public void destroy() {
    state = state == State.NEW ? State.NEW : State.DESTROYED;
    for (AutoCloseable resource; (resource = opened.poll()) != null; ) {
      try {
        resource.close();
      } catch (Exception e) {
        getLogger().warn("{}: closing {} failed", component, resource, e);
      }
    }
    super.destroy();
  }
}
