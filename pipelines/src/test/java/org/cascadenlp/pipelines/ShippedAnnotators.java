package org.cascadenlp.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cascadenlp.testkit.Subject;

/**
 * Every annotator and pipeline that Cascade ships, with the parts before it and the settings for
 * its tests; add a line for a new one.
 */
final class ShippedAnnotators {

  private static final String TEXT =
      "Ada Lovelace met Charles Babbage in London. Years later she moved to New York City.";
  private static final String MORE =
      "😀 IBM left Paris?! Nobody knows why, says Ms O'Neill.\n\nShort.";

  private static final Subject SPLITTER = part("opennlp.OpenNlpSentenceSplitter");
  private static final Subject SEGMENTER = part("opennlp.OpenNlpSegmenter");
  private static final Subject TAGGER = part("opennlp.OpenNlpPosTagger").after(SEGMENTER);
  private static final Subject CHUNKER =
      part("opennlp.OpenNlpChunker").after(TAGGER).with("model", TinyOpenNlp.chunker());
  private static final Subject NAMES =
      part("opennlp.OpenNlpNameFinder").after(SEGMENTER).with("model", TinyOpenNlp.names());
  private static final Subject MINILM = minilm("entities");
  private static final Subject GLOVE = pipeline("embeddings/glove.xml").after(SEGMENTER);

  /** Descriptors that are not tested as annotators, with the reason. */
  static final Map<String, String> LEFT_OUT = leftOut();

  private static Map<String, String> leftOut() {
    Map<String, String> reasons = new TreeMap<>();
    reasons.put(
        "org.cascadenlp.training.TaskTrainer",
        "it writes a model, not annotations: StockTrainingTest");
    reasons.put(
        "org.cascadenlp.contextual-embeddings.TransformerEmbedding",
        "it is BertEmbedding with another pooling: TransformerEmbeddingTest");
    return reasons;
  }

  /** Patterns for the names of the folders of heads, by embedding. */
  private static final Map<String, String> HEADS =
      Map.of("bert", ".*(minilm|bert).*", "glove", ".*glove.*");

  /**
   * A part or pipeline that works only with a trained model.
   *
   * @param task the task; its models are in {@code models/TASK}
   * @param embedding the embedding of the model's training, a key of {@link #HEADS}
   */
  private record Trained(Subject subject, String task, String embedding) {

    boolean isShipped() {
      return heads(task).stream().anyMatch(this::takes);
    }

    boolean takes(String head) {
      return head.matches(HEADS.getOrDefault(embedding, embedding));
    }
  }

  private ShippedAnnotators() {}

  /** All annotators and pipelines for which a model is shipped. */
  static List<Subject> all() {
    return Stream.concat(
            Stream.of(
                SPLITTER,
                SEGMENTER,
                part("opennlp.OpenNlpTokenizer").after(SPLITTER),
                // without a language before, so that the test sees it set
                part("opennlp.OpenNlpLanguageDetector").speaking("x-unspecified"),
                TAGGER,
                part("opennlp.OpenNlpLemmatizer").after(SEGMENTER, TAGGER),
                CHUNKER,
                NAMES,
                part("contextual-embeddings.BertEmbedding").after(SEGMENTER),
                part("static-embeddings.StaticEmbedding").after(SEGMENTER),
                part("recurrent-embeddings.ElmoEmbedding")
                    .after(SEGMENTER)
                    .with("model", Checkout.TESTDATA.resolve("models/tiny-elmo").toString()),
                part("recurrent-embeddings.CoveEmbedding")
                    .after(SEGMENTER)
                    .with("model", Checkout.TESTDATA.resolve("models/tiny-cove-odd").toString())
                    .with("vectors", "models/vectors/glove-6b-100d-top10k.vectors"),
                part("embeddings.StackedEmbedding")
                    .after(GLOVE, part("contextual-embeddings.BertEmbedding").after(SEGMENTER)),
                part("gazetteer.Gazetteer").after(SEGMENTER),
                GLOVE,
                pipeline("tokens-opennlp.xml"),
                part("icu.IcuSegmenter"),
                pipeline("embeddings/minilm.xml").after(SEGMENTER),
                pipeline("embeddings/glove-minilm.xml").after(SEGMENTER),
                pipeline("embeddings/bge-small-en.xml").after(SEGMENTER),
                pipeline("embeddings/bge-small-zh.xml").after(SEGMENTER),
                pipeline("embeddings/e5-small.xml").after(SEGMENTER),
                pipeline("vectors-minilm.xml"),
                pipeline("vectors-bge-small-zh.xml")),
            trained().filter(Trained::isShipped).map(Trained::subject))
        .toList();
  }

  /**
   * All, and embeddings and heads in further combinations: with the other sequence type, other
   * vectors, stacks of other embeddings, and two heads on one embedding.
   */
  static List<Subject> inAnyCompany() {
    Subject bert = part("contextual-embeddings.BertEmbedding").after(SEGMENTER);
    Subject tiny = tiny();
    Subject entities = tagger("EntityTagger", "entities");
    Subject pos = tagger("PosTagger", "pos");
    Subject genre = tagger("TextClassifier", "genre");
    Subject stack = part("embeddings.StackedEmbedding");
    return Stream.concat(
            all().stream(),
            Stream.of(
                tiny,
                tiny.with("unit", "document").with("pooled", "cls"),
                bert.with("layers", "all").with("pooling", "mean"),
                GLOVE.with("unit", "document"),
                stack,
                stack.after(tiny, GLOVE),
                stack.after(minilm("pos"), minilm("genre"), GLOVE.with("unit", "document")),
                entities.after(bert),
                entities.after(GLOVE),
                entities.after(GLOVE, bert),
                entities.with("existing", "keep").after(bert),
                pos.after(minilm("pos")),
                pos.after(GLOVE).with("existing", "refuse"),
                genre.after(minilm("genre")),
                genre.after(GLOVE)))
        .toList();
  }

  /** All that need a trained model, whether one is shipped or not. */
  private static Stream<Trained> trained() {
    return Stream.of(
        new Trained(MINILM, "entities", "bert"),
        new Trained(tagger("EntityTagger", "entities").after(MINILM), "entities", "bert"),
        new Trained(tagger("PosTagger", "pos").after(GLOVE), "pos", "glove"),
        new Trained(
            tagger("TextClassifier", "genre").after(GLOVE.with("unit", "document")),
            "genre",
            "glove"),
        new Trained(minilm("pos"), "pos", "bert"),
        new Trained(minilm("genre"), "genre", "bert"),
        new Trained(pipeline("entities-bert.xml"), "entities", "bert"),
        new Trained(pipeline("entities-glove.xml"), "entities", "glove"),
        new Trained(pipeline("entities-minilm.xml"), "entities", "minilm"),
        new Trained(pipeline("everything.xml"), "pos", "bert"),
        new Trained(pipeline("pos-bert.xml"), "pos", "bert"),
        new Trained(pipeline("pos-glove.xml"), "pos", "glove"),
        new Trained(pipeline("genre-bert.xml"), "genre", "bert"),
        new Trained(pipeline("genre-glove.xml"), "genre", "glove"),
        new Trained(pipeline("sentiment-bert.xml"), "sentiment", "bert"),
        new Trained(tagger("PairRegressor", "similarity"), "similarity", "bi"),
        new Trained(pipeline("similarity-cross.xml"), "similarity", "cross"),
        new Trained(pipeline("similarity-bi.xml"), "similarity", "bi"),
        new Trained(pipeline("answers-bert.xml"), "answers", "bert"),
        new Trained(tagger("AnswerFinder", "answers").after(MINILM), "answers", "bert"));
  }

  private static Subject tagger(String name, String task) {
    return part("task-heads." + name).with("model", "models/" + task);
  }

  private static Subject minilm(String task) {
    return pipeline("embeddings/" + task + "-minilm.xml").after(SEGMENTER);
  }

  /** The names of parts and pipelines that cannot be tested, as no model for them is shipped. */
  static List<String> withoutModel() {
    return trained().filter(t -> !t.isShipped()).map(t -> name(t.subject())).toList();
  }

  /** Whether a tested pipeline may use the model {@code head}. */
  static boolean isTested(String task, String head) {
    return trained().anyMatch(one -> one.task().equals(task) && one.takes(head));
  }

  /** The names of the heads that are shipped for {@code task}. */
  static List<String> heads(String task) {
    Path folder = Checkout.PIPELINES.resolve("models").resolve(task);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> heads = Files.list(folder)) {
      return heads
          .filter(head -> Files.exists(head.resolve("model.json")))
          .map(head -> head.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The networks, which the tests hold open so that each is read once. */
  static Stream<Subject> networks() {
    return Stream.of(part("contextual-embeddings.BertEmbedding"), MINILM);
  }

  /** The subjects that take long to open: all networks, and the larger models of OpenNLP. */
  static Stream<Subject> large() {
    return Stream.concat(
        networks(),
        Stream.of(
            minilm("pos"),
            minilm("genre"),
            pipeline("embeddings/minilm.xml"),
            pipeline("embeddings/bge-small-en.xml"),
            pipeline("embeddings/bge-small-zh.xml"),
            pipeline("embeddings/e5-small.xml"),
            pipeline("vectors-minilm.xml"),
            pipeline("vectors-bge-small-zh.xml"),
            part("opennlp.OpenNlpLanguageDetector"),
            TAGGER,
            part("opennlp.OpenNlpLemmatizer")));
  }

  /** A tiny network, which opens quickly. */
  static Subject tiny() {
    return part("contextual-embeddings.BertEmbedding")
        .after(SEGMENTER)
        .with("model", Checkout.TINY_BERT.toString())
        .with("window", 32)
        .with("overlap", 8);
  }

  /** The name of {@code subject} in {@link ShippedDescriptors}. */
  static String name(Subject subject) {
    String descriptor = subject.descriptor();
    return descriptor.startsWith(ShippedDescriptors.PIPELINES)
        ? descriptor.substring(ShippedDescriptors.PIPELINES.length()).replace('.', '/') + ".xml"
        : descriptor;
  }

  private static Subject part(String name) {
    return Subject.named("org.cascadenlp." + name)
        .in(Checkout.PIPELINES.toString())
        .speaking("en")
        .on(TEXT, MORE);
  }

  /** A pipeline in the jar, where models are resources found by name. */
  private static Subject pipeline(String path) {
    return Subject.named(ShippedDescriptors.importName(path)).speaking("en").on(TEXT, MORE);
  }
}
