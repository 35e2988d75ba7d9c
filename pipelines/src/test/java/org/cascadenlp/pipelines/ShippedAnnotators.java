package org.cascadenlp.pipelines;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadenlp.testkit.Subject;

/**
 * Every annotator and pipeline that Cascade ships, with what it needs to be tested: a new one is a
 * line here.
 */
final class ShippedAnnotators {

  private static final String TEXT =
      "Ada Lovelace met Charles Babbage in London. Years later she moved to New York City.";
  private static final String MORE =
      "😀 IBM left Paris?! Nobody knows why, says Ms O'Neill.\n\nShort.";

  private static final Subject SPLITTER = part("opennlp.OpenNlpSentenceSplitter");
  private static final Subject SEGMENTER = part("opennlp.OpenNlpSegmenter");
  private static final Subject TAGGER = part("opennlp.OpenNlpPosTagger").after(SEGMENTER);
  private static final Subject MINILM = pipeline("embeddings/entities-minilm.xml").after(SEGMENTER);

  /** Descriptors that are no annotators of a text, or lack what they would be tested with. */
  static final Map<String, String> LEFT_OUT =
      Map.of(
          "org.cascadenlp.training.TaskTrainer",
          "it writes a model, not annotations: StockTrainingTest",
          "org.cascadenlp.task-heads.PosTagger",
          "no head for it is shipped",
          "org.cascadenlp.task-heads.TextClassifier",
          "no head for it is shipped",
          "org.cascadenlp.opennlp.OpenNlpChunker",
          "no model for it is published: its plugin's own OpenNlpChunkerContractTest",
          "org.cascadenlp.opennlp.OpenNlpNameFinder",
          "no model for it is published: its plugin's own OpenNlpNameFinderContractTest");

  private ShippedAnnotators() {}

  /** All of them. */
  static List<Subject> all() {
    return List.of(
        SPLITTER,
        SEGMENTER,
        part("opennlp.OpenNlpTokenizer").after(SPLITTER),
        TAGGER,
        part("opennlp.OpenNlpLemmatizer").after(SEGMENTER, TAGGER),
        // a language that is there already would not be seen to be set
        part("opennlp.OpenNlpLanguageDetector").speaking("x-unspecified"),
        part("contextual-embeddings.BertEmbedding").after(SEGMENTER),
        part("static-embeddings.StaticEmbedding").after(SEGMENTER),
        part("task-heads.EntityTagger").after(MINILM).with("model", "models/entities"),
        part("gazetteer.Gazetteer").after(SEGMENTER),
        MINILM,
        pipeline("embeddings/glove.xml").after(SEGMENTER),
        pipeline("tokens-opennlp.xml"),
        pipeline("entities-bert.xml"));
  }

  /** The networks, which the tests hold open so that each is read once. */
  static Stream<Subject> networks() {
    return Stream.of(part("contextual-embeddings.BertEmbedding"), MINILM);
  }

  /** The name by which {@link ShippedDescriptors} knows {@code subject}. */
  static String name(Subject subject) {
    String pipelines = Checkout.PIPELINES.toString();
    String descriptor = subject.descriptor();
    return descriptor.startsWith(pipelines)
        ? descriptor.substring(pipelines.length() + 1).replace('\\', '/')
        : descriptor;
  }

  private static Subject part(String name) {
    return Subject.named("org.cascadenlp." + name)
        .in(Checkout.PIPELINES.toString())
        .speaking("en")
        .on(TEXT, MORE);
  }

  private static Subject pipeline(String path) {
    return Subject.at(Checkout.PIPELINES.resolve(path))
        .in(Checkout.PIPELINES.toString())
        .speaking("en")
        .on(TEXT, MORE);
  }
}
