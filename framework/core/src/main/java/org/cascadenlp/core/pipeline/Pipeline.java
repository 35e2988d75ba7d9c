package org.cascadenlp.core.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.apache.uima.UIMAException;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.PipelineContext;
import org.cascadenlp.core.SettingSource;
import org.cascadenlp.core.descriptor.OutsideSettings;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.loading.ContextLoader;
import org.cascadenlp.core.loading.Linkage;
import org.cascadenlp.core.loading.PluginFolder;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.StoppedException;

/**
 * A loaded pipeline: the engine of one descriptor and its models.
 *
 * <pre>{@code
 * try (Pipeline pipeline = Pipeline.load(Path.of("pipelines/entities-bert.xml"))) {
 *   JCas cas = pipeline.annotate("Ada Lovelace lived in London.");
 *   cas.select(NamedEntity.class).forEach(e -> System.out.println(e.getCoveredText()));
 * }
 * }</pre>
 *
 * <p>A pipeline is for one thread; {@link #fork} creates engines for further threads that share
 * models and services.
 */
public final class Pipeline implements AutoCloseable {

  private final Path descriptor;
  private final AnalysisEngineDescription description;
  private final ResourceManager resources;
  private final Configuration configuration;
  private final AnalysisEngine engine;
  private final boolean root;

  /**
   * How engines of this pipeline are created.
   *
   * @param outside what is set outside of the descriptors, for errors
   * @param parameters UIMA's parameters for creating an engine
   */
  private record Configuration(OutsideSettings outside, Map<String, Object> parameters) {}

  private Pipeline(
      Path descriptor,
      AnalysisEngineDescription description,
      ResourceManager resources,
      Configuration configuration,
      AnalysisEngine engine,
      boolean root) {
    this.configuration = configuration;
    this.descriptor = descriptor;
    this.description = description;
    this.resources = resources;
    this.engine = engine;
    this.root = root;
  }

  /** Loads the pipeline of {@code descriptor}. */
  public static Pipeline load(Path descriptor) {
    return load(descriptor, Map.of(), List.of());
  }

  /**
   * Loads the pipeline of {@code descriptor}.
   *
   * <p>External overrides (the system property {@code UimaExternalOverrides}) apply too, except to
   * a parameter that {@code settings} name. A relative path is resolved against the folder of the
   * descriptor or file of external overrides that sets it; in {@code settings}, against the working
   * directory.
   *
   * @param settings values of parameters of its parts, by {@code ROLE.PARAMETER}; they override the
   *     descriptors
   * @param plugins jars for UIMA's extension class path, as {@link PluginFolder} lists them
   * @throws CascadeException if the pipeline is invalid, with file and line, or component and
   *     parameter
   * @throws StoppedException if the process was asked to end before all parts were created
   */
  public static Pipeline load(Path descriptor, Map<String, String> settings, List<Path> plugins) {
    return load(descriptor, PipelineOverrides.of(settings), plugins);
  }

  /**
   * As {@link #load(Path, Map, List)}, with other parts, files of settings and values of
   * parameters.
   */
  public static Pipeline load(Path descriptor, PipelineOverrides overrides, List<Path> plugins) {
    ResourceManager resources = resources(descriptor, plugins);
    try {
      return load(descriptor, overrides, resources, true);
    } catch (RuntimeException | LinkageError e) {
      release(resources);
      throw e;
    }
  }

  /**
   * Loads the pipeline of {@code descriptor} with the classes and services of {@code resources},
   * for callers that need these before. They {@link #release} them after the pipeline is closed.
   *
   * @param settings as in {@link #load(Path, Map, List)}
   * @param resources as {@link #resources} makes them for {@code descriptor}
   * @throws CascadeException as {@link #load(Path, Map, List)}
   */
  public static Pipeline load(
      Path descriptor, Map<String, String> settings, ResourceManager resources) {
    return load(descriptor, PipelineOverrides.of(settings), resources);
  }

  /** As {@link #load(Path, Map, ResourceManager)}, with all of {@code overrides}. */
  public static Pipeline load(
      Path descriptor, PipelineOverrides overrides, ResourceManager resources) {
    return load(descriptor, overrides, resources, false);
  }

  private static Pipeline load(
      Path descriptor, PipelineOverrides overrides, ResourceManager resources, boolean root) {
    return ContextLoader.seeing(Pipeline.class)
        .call(() -> open(descriptor, overrides, resources, root));
  }

  private static Pipeline open(
      Path descriptor, PipelineOverrides overrides, ResourceManager resources, boolean root) {
    ExternalOverrides external = ExternalOverrides.of(overrides.files());
    PartReplacement parts = PartReplacement.of(descriptor, resources, overrides.parts());
    OutsideSettings outside =
        new OutsideSettings(overrides.values().keySet(), external.names(), parts.urls());
    try (Interruption guard = Interruption.of()) { // parts check it before they are configured
      AnalysisEngineDescription description = PipelineFile.parse(descriptor, resources, parts);
      String place = descriptor.toString();
      OverrideCheck.hold(external, description, resources, overrides.elsewhere(), place);
      Map<String, String> set = Settings.apply(description, resources, overrides.values(), place);
      Map<String, SettingSource> sources =
          SettingTrace.of(description, descriptor, resources, set, external);
      ForeignPaths.rewrite(description, resources, sources);
      PipelineContext.of(resources)
          .settings()
          .put(PipelineResources.folder(descriptor), sources, set);
      Configuration configuration = new Configuration(outside, external.parameters());
      AnalysisEngine engine = produce(description, resources, configuration);
      return new Pipeline(descriptor, description, resources, configuration, engine, root);
    } catch (IOException e) {
      throw CascadeException.of(
          descriptor.toString(), "the file cannot be read: " + e.getMessage(), "check it", e);
    } catch (UIMAException e) {
      throw Explanation.of(e, descriptor, resources, outside);
    } catch (LinkageError e) {
      CascadeException clear = Linkage.explain(e, resources.getExtensionClassLoader());
      if (clear == null) {
        throw e;
      }
      throw clear;
    }
  }

  /** Creates another engine of this pipeline for another thread; it shares models and services. */
  public Pipeline fork() {
    try {
      AnalysisEngine another =
          ContextLoader.seeing(Pipeline.class)
              .call(() -> produce(description, resources, configuration));
      return new Pipeline(descriptor, description, resources, configuration, another, false);
    } catch (UIMAException e) {
      throw Explanation.of(e, descriptor, resources, configuration.outside());
    }
  }

  /**
   * Annotates {@code text} in a new CAS.
   *
   * @throws CascadeException if a part fails
   */
  public JCas annotate(String text) {
    try {
      JCas cas = engine.newJCas();
      cas.setDocumentText(text);
      DocumentProcess.run(engine, cas.getCas());
      return cas;
    } catch (UIMAException e) {
      CascadeException known = CascadeException.in(e);
      throw known != null
          ? known
          : CascadeException.of(
              engine.getMetaData().getName(),
              CascadeException.describe(e),
              "the document was not annotated",
              e);
    }
  }

  /** The engine, for callers that manage their own CASes. */
  public AnalysisEngine engine() {
    return engine;
  }

  /** The file from which it was loaded. */
  Path descriptor() {
    return descriptor;
  }

  /** The descriptor with imports resolved and settings applied. */
  public AnalysisEngineDescription description() {
    return description;
  }

  /** The summary of the part with this role ({@code OUTER/INNER}); empty if it has none. */
  public String summary(String role) {
    return PipelineContext.of(resources).summary(role);
  }

  /** The labels that this pipeline's trained models can predict, as far as known. */
  public SortedSet<String> labels() {
    return PipelineContext.of(resources).labels();
  }

  /**
   * Runs the self-tests of this pipeline's models and returns the differences from their known
   * outputs, one line each.
   */
  public List<String> probe() {
    return SelfTestRun.of(PipelineContext.of(resources).selfTests(), engine);
  }

  /** The resource manager by which this pipeline's parts find files, classes and services. */
  public ResourceManager resources() {
    return resources;
  }

  @Override
  public void close() {
    engine.destroy();
    if (root) {
      release(resources);
    }
  }

  /** Destroys {@code resources} with its injector, and closes its jars. */
  public static void release(ResourceManager resources) {
    PipelineResources.release(resources);
  }

  /**
   * A resource manager for {@code descriptor}. Its data path is the descriptor's folder, then the
   * entries of the system property {@code uima.datapath}; the working directory is not on it.
   *
   * @param plugins jars for UIMA's extension class path
   */
  public static ResourceManager resources(Path descriptor, List<Path> plugins) {
    return PipelineResources.of(descriptor, plugins);
  }

  private static AnalysisEngine produce(
      AnalysisEngineDescription description, ResourceManager resources, Configuration configuration)
      throws UIMAException {
    PipelineContext context = PipelineContext.of(resources);
    context.flow().set(description);
    AnalysisEngine engine =
        context.madeOrDestroyed(
            () ->
                UIMAFramework.produceAnalysisEngine(
                    description, resources, new LinkedHashMap<>(configuration.parameters())));
    try {
      context.holdAgreements();
      TaggerAgreement.hold(engine, context.flow().parts());
    } catch (RuntimeException | UIMAException e) {
      engine.destroy();
      throw e;
    }
    return engine;
  }
}
