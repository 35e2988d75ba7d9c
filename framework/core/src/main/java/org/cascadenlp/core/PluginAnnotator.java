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
import org.cascadenlp.core.loading.ContextLoader;
import org.cascadenlp.core.loading.Linkage;
import org.cascadenlp.core.process.Interruption;

/**
 * The base of every annotator: injected, configured by typed parameters, and closed with all it
 * opened.
 *
 * <p>A subclass has an empty public constructor, {@code @Inject private} fields for the services it
 * needs (of {@code jakarta.inject}), reads its parameters in {@link #configure} and annotates in
 * {@link #annotate}. It runs in any UIMA: nothing has to be registered.
 *
 * <p>UIMA's {@code reconfigure} closes what was opened and configures <em>the same object</em>
 * again. So {@link #configure} sets every field anew, and empties what the former settings filled:
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

  /** Where an annotator stands between its making and its end. */
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
   * Reads the parameters; throws {@link CascadeException} where one does not fit. Called once, and
   * again at each reconfiguration, when all that was handed to {@link #closing} is closed.
   */
  protected abstract void configure(Parameters parameters);

  /**
   * Annotates one document. What takes more than a second or so calls {@link Interruption#check}
   * between two pieces of it; before the call it was asked.
   */
  protected abstract void annotate(JCas cas) throws Exception;

  /**
   * One line on what this annotator works with, for {@code cascade check}: its model, labels, hash.
   * Asked after each {@link #configure}.
   */
  protected String summary() {
    return "";
  }

  /**
   * The source of predictions that this part makes with the model called {@code model}, which is
   * empty for a part without one.
   */
  protected final PredictionSource predictionSource(String model) {
    return new PredictionSource(part, getClass().getSimpleName(), model);
  }

  /** How errors name this part and its model called {@code model}: part, role and model. */
  protected final String component(String model) {
    return component + ", model " + model;
  }

  /** Hands over {@code resource} to be closed when this annotator is destroyed or reconfigured. */
  protected final <T extends AutoCloseable> T closing(T resource) {
    opened.push(resource);
    return resource;
  }

  /**
   * For what a subclass does beside {@link #annotate}, such as the end of a collection.
   *
   * @throws CascadeException where this annotator is destroyed, or could not be configured
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
   * @throws ResourceInitializationException where parameters do not fit, or at a second call, which
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
   * Closes what was opened and configures this annotator by the parameters as they are now.
   *
   * @throws ResourceInitializationException where they do not fit; it then annotates nothing until
   *     it is reconfigured by others
   * @throws ResourceConfigurationException where this annotator is destroyed
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

  /** What the descriptor calls this part. */
  private String name(UimaContext context) {
    String name = ((UimaContextAdmin) context).getManagementInterface().getName();
    return name == null || name.isBlank() ? getClass().getSimpleName() : bare(name);
  }

  /** A descriptor's name, without a package where it is that of a class, as uimaFIT has it. */
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

  /** Closes all that was opened, unless that is done. */
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
    } catch (AnalysisEngineProcessException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AnalysisEngineProcessException(e);
    } catch (Exception e) {
      throw new AnalysisEngineProcessException(e);
    } catch (LinkageError e) {
      CascadeException clear = Linkage.explain(e, getClass().getClassLoader());
      if (clear == null) {
        throw e;
      }
      throw new AnalysisEngineProcessException(clear);
    }
  }

  /**
   * Closes all that was opened, in the reverse order; a further call does nothing. A subclass that
   * overrides it is called at each reconfiguration too.
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
