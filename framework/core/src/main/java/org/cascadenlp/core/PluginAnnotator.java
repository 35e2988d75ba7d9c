package org.cascadenlp.core;

import com.google.inject.Injector;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.uima.UimaContext;
import org.apache.uima.analysis_component.JCasAnnotator_ImplBase;
import org.apache.uima.analysis_engine.AnalysisEngineProcessException;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceInitializationException;

/**
 * The base of every annotator: injected, configured by typed parameters, and closed with all it
 * opened.
 *
 * <p>A subclass has an empty public constructor, {@code @Inject private} fields for the services it
 * needs (of {@code jakarta.inject}), reads its parameters in {@link #configure} and annotates in
 * {@link #annotate}. It runs in any UIMA: nothing has to be registered.
 */
public abstract class PluginAnnotator extends JCasAnnotator_ImplBase {

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Reads the parameters; throws {@link CascadeException} where one does not fit. */
  protected abstract void configure(Parameters parameters);

  /** Annotates one document. */
  protected abstract void annotate(JCas cas) throws Exception;

  /**
   * One line on what this annotator works with, for {@code cascade check}: its model, labels, hash.
   * Asked once, after {@link #configure}.
   */
  protected String summary() {
    return "";
  }

  /** Hands over {@code resource} to be closed when this annotator is destroyed. */
  protected final <T extends AutoCloseable> T closing(T resource) {
    opened.push(resource);
    return resource;
  }

  @Override
  public final void initialize(UimaContext context) throws ResourceInitializationException {
    super.initialize(context);
    try {
      Injector injector = Injectors.of(context);
      injector.injectMembers(this);
      Parameters parameters = Parameters.of(context, getClass().getSimpleName());
      configure(parameters);
      parameters.refuseLeftovers();
      injector.getInstance(Summaries.class).put(parameters.role(), summary());
    } catch (RuntimeException e) {
      destroy();
      throw new ResourceInitializationException(e);
    } catch (LinkageError e) {
      destroy();
      CascadeException clear = Linkage.explain(e, getClass().getClassLoader());
      if (clear == null) {
        throw e;
      }
      throw new ResourceInitializationException(clear);
    }
  }

  @Override
  public final void process(JCas cas) throws AnalysisEngineProcessException {
    try {
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

  @Override
  public void destroy() {
    for (AutoCloseable resource; (resource = opened.poll()) != null; ) {
      try {
        resource.close();
      } catch (Exception e) {
        getLogger().warn("{}: closing {} failed", getClass().getSimpleName(), resource, e);
      }
    }
    super.destroy();
  }
}
