package org.cascadenlp.pipelines.guest;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.analysis_engine.metadata.FixedFlow;
import org.apache.uima.cas.CAS;
import org.apache.uima.collection.CollectionProcessingEngine;
import org.apache.uima.collection.EntityProcessStatus;
import org.apache.uima.collection.StatusCallbackListener;
import org.apache.uima.fit.factory.AnalysisEngineFactory;
import org.apache.uima.resource.metadata.Import;
import org.apache.uima.util.XMLInputSource;

/**
 * Runs pipelines, imported by name, in the kinds of hosts that UIMA users have: arguments {@code
 * HOST=NAME}. For each it writes a file {@code HOST=NAME} into the folder given first, with the
 * annotations or the error.
 */
public final class GuestRun {

  /** The text that they annotate. */
  public static final String TEXT =
      "Ada Lovelace met Charles Babbage in London. Years later she moved to New York City.";

  private static final String HOME = "org.cascadenlp.pipelines.";

  private GuestRun() {}

  public static void main(String[] arguments) throws Exception {
    Path results = Path.of(arguments[0]);
    for (String run : List.of(arguments).subList(1, arguments.length)) {
      String[] parts = run.split("=");
      Files.writeString(results.resolve(run), run(parts[0], HOME + parts[1], results));
    }
  }

  private static String run(String host, String name, Path folder) throws Exception {
    try {
      return switch (host) {
        case "uima" -> annotate(UIMAFramework.produceAnalysisEngine(parse(name)));
        case "aggregate" -> annotate(UIMAFramework.produceAnalysisEngine(around(name)));
        case "fit" -> annotate(AnalysisEngineFactory.createEngine(name));
        case "built" -> annotate(AnalysisEngineFactory.createEngine(built(name)));
        case "cpe" -> cpe(name, folder);
        default -> throw new IllegalArgumentException(host);
      };
    } catch (org.apache.uima.resource.ResourceInitializationException e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      return String.valueOf(root.getMessage());
    }
  }

  private static AnalysisEngineDescription parse(String name) throws Exception {
    URL url = GuestRun.class.getResource("/" + name.replace('.', '/') + ".xml");
    return UIMAFramework.getXMLParser().parseAnalysisEngineDescription(new XMLInputSource(url));
  }

  /** Runs parts whose descriptions uimaFIT creates, so that none has a URL. */
  private static AnalysisEngineDescription built(String name) throws Exception {
    String models = "org/cascadenlp/pipelines/models/";
    String group = "org.cascadenlp.contextual-embeddings.BertEmbedding";
    AnalysisEngineDescription embedding =
        switch (name.substring(HOME.length())) {
          case "entities-bert" ->
              AnalysisEngineFactory.createEngineDescription(
                  group, "model", models + "entities/minilm-lora");
          case "entities-glove" ->
              AnalysisEngineFactory.createEngineDescription(
                  "org.cascadenlp.static-embeddings.StaticEmbedding",
                  "model",
                  models + "vectors/glove-6b-100d-top10k.vectors",
                  "casing",
                  "classes");
          case "no-weights" ->
              AnalysisEngineFactory.createEngineDescription(
                  "org.cascadenlp.contextual-embeddings.TransformerEmbedding",
                  "model",
                  "models/encoders/roberta");
          default -> AnalysisEngineFactory.createEngineDescription(group, "model", "nowhere");
        };
    return AnalysisEngineFactory.createEngineDescription(
        AnalysisEngineFactory.createEngineDescription("org.cascadenlp.opennlp.OpenNlpSegmenter"),
        embedding,
        AnalysisEngineFactory.createEngineDescription(
            "org.cascadenlp.task-heads.EntityTagger", "model", models + "entities"));
  }

  /** An aggregate with one import by name. */
  private static AnalysisEngineDescription around(String name) {
    AnalysisEngineDescription whole =
        UIMAFramework.getResourceSpecifierFactory().createAnalysisEngineDescription();
    whole.setFrameworkImplementation("org.apache.uima.java");
    whole.setPrimitive(false);
    whole.getMetaData().setName("Theirs");
    Import byName = UIMAFramework.getResourceSpecifierFactory().createImport();
    byName.setName(name);
    whole.getDelegateAnalysisEngineSpecifiersWithImports().put("theirs", byName);
    FixedFlow flow = UIMAFramework.getResourceSpecifierFactory().createFixedFlow();
    flow.setFixedFlow(new String[] {"theirs"});
    whole.getAnalysisEngineMetaData().setFlowConstraints(flow);
    whole.getAnalysisEngineMetaData().getOperationalProperties().setModifiesCas(true);
    return whole;
  }

  private static String annotate(AnalysisEngine engine) throws Exception {
    try {
      CAS cas = engine.newCAS();
      cas.setDocumentText(TEXT);
      engine.process(cas);
      return annotations(cas);
    } finally {
      engine.destroy();
    }
  }

  /** Every annotation of {@code cas}, one per line. */
  public static String annotations(CAS cas) {
    StringBuilder lines = new StringBuilder();
    cas.getAnnotationIndex()
        .forEach(
            a ->
                lines
                    .append(a.getType().getShortName())
                    .append(' ')
                    .append(a.getBegin())
                    .append('-')
                    .append(a.getEnd())
                    .append('\n'));
    return lines.toString();
  }

  private static String cpe(String name, Path folder) throws Exception {
    Path reader = folder.resolve("reader.xml");
    Files.writeString(reader, resource("GuestReader.xml"));
    Path file = folder.resolve("cpe.xml");
    Files.writeString(
        file,
        resource("GuestCpe.xml")
            .replace("{reader}", reader.toUri().toString())
            .replace("{name}", name));
    CollectionProcessingEngine engine =
        UIMAFramework.produceCollectionProcessingEngine(
            UIMAFramework.getXMLParser().parseCpeDescription(new XMLInputSource(file.toFile())),
            Map.of());
    Listener listener = new Listener();
    engine.addStatusCallbackListener(listener);
    engine.process();
    listener.done.await();
    return listener.found.toString();
  }

  private static String resource(String name) throws Exception {
    try (var in = GuestRun.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static final class Listener implements StatusCallbackListener {
    private final CountDownLatch done = new CountDownLatch(1);
    private final StringBuffer found = new StringBuffer();

    @Override
    public void entityProcessComplete(CAS cas, EntityProcessStatus status) {
      for (Object error : status.getExceptions()) {
        found.append(error).append('\n');
      }
      found.append(annotations(cas));
    }

    @Override
    public void initializationComplete() {}

    @Override
    public void batchProcessComplete() {}

    @Override
    public void collectionProcessComplete() {
      done.countDown();
    }

    @Override
    public void paused() {}

    @Override
    public void resumed() {}

    @Override
    public void aborted() {
      found.append("aborted");
      done.countDown();
    }
  }
}
