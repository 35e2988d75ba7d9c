package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.types.Vectors;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares vectors of sentences with those of the published encoders: transformers on the raw text,
 * see testdata/reference/sentence_vectors.py. The committed file has 24 sentences of each corpus;
 * {@code -Dcascade.sentence-vectors=FILE} reads a file with all sentences.
 */
class RawTextVectorsTest {

  private static final String COMMENT = "# text = ";
  private static final int TOGETHER = 500;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "tiny-byte-level, mean, 1024, ewt",
    "tiny-byte-level, mean, 1024, stsb",
    "all-minilm-l6-v2, mean, 512, ewt",
    "all-minilm-l6-v2, mean, 512, stsb",
    "bge-small-en-v1.5, cls, 512, ewt",
    "bge-small-en-v1.5, cls, 512, stsb",
    "bge-small-zh-v1.5, cls, 512, ewt",
    "bge-small-zh-v1.5, cls, 512, stsb"
  })
  void vectorsOfSentencesEqualThoseOfThePublishedEncoder(
      String name, String pooled, int window, String corpus) throws Exception {
    String data = System.getProperty("cascade.data", "");
    assumeTrue(!data.isEmpty(), "needs -Dcascade.data=DIR");
    List<String> all = corpus.equals("ewt") ? treebank(Path.of(data)) : similarity(Path.of(data));
    assumeTrue(!all.isEmpty(), "-Dcascade.data has no " + corpus);
    Map<String, Tensor> reference = SafeTensors.read(reference());
    Tensor expected = reference.get(name + "." + corpus);
    assumeTrue(expected != null, "the file has no " + name + "." + corpus);
    List<String> lines = new ArrayList<>();
    for (float line : reference.get(corpus + ".lines").values()) {
      lines.add(all.get((int) line));
    }
    int width = (int) expected.shape()[1];
    List<float[]> found = vectors(name, pooled, window, lines);
    assertThat(found).hasSize(lines.size());
    double least = 1;
    double mean = 0;
    String worst = "";
    for (int i = 0; i < lines.size(); i++) {
      double cosine = cosine(found.get(i), expected.values(), i * width);
      mean += cosine / lines.size();
      worst = cosine < least ? lines.get(i) : worst;
      least = Math.min(least, cosine);
    }
    System.out.printf(
        Locale.ROOT,
        "%s on %d sentences of %s: least cosine %.8f, mean %.8f%n",
        name,
        lines.size(),
        corpus,
        least,
        mean);
    assertThat(least).as("cosine of '" + worst + "'").isGreaterThanOrEqualTo(0.99999);
  }

  private static Path reference() {
    String whole = System.getProperty("cascade.sentence-vectors", "");
    return whole.isEmpty()
        ? Checkout.TESTDATA.resolve("reference/sentence_vectors.safetensors")
        : Path.of(whole);
  }

  private List<float[]> vectors(String name, String pooled, int window, List<String> lines)
      throws Exception {
    Path folderOfModel = Checkout.TESTDATA.resolve("models").resolve(name);
    String model = Files.exists(folderOfModel) ? folderOfModel.toString() : name;
    Path pipeline =
        new WrittenPipeline()
            .parts(
                "tokenizer=opennlp.OpenNlpSegmenter",
                "embedding=contextual-embeddings.BertEmbedding")
            .text("embedding.model", model)
            .text("embedding.pooled", pooled)
            .integer("embedding.window", window)
            .text("embedding.precision", "float32")
            .write(folder.resolve("vectors.xml"));
    List<float[]> found = new ArrayList<>();
    try (Pipeline loaded = Pipeline.load(pipeline)) {
      JCas cas = loaded.engine().newJCas();
      for (int from = 0; from < lines.size(); from += TOGETHER) {
        cas.reset();
        List<String> some = lines.subList(from, Math.min(lines.size(), from + TOGETHER));
        cas.setDocumentText(String.join("\n", some));
        int begin = 0;
        for (String line : some) {
          new Sentence(cas, begin, begin + line.length()).addToIndexes();
          begin += line.length() + 1;
        }
        loaded.engine().process(cas);
        for (Vectors vectors : cas.select(Vectors.class)) {
          assertThat(vectors.getPooledSettings()).endsWith(" cut=text");
          found.add(vectors.getPooled().toArray());
        }
      }
    }
    return found;
  }

  private static double cosine(float[] found, float[] all, int from) {
    double product = 0;
    double own = 0;
    double other = 0;
    for (int i = 0; i < found.length; i++) {
      product += (double) found[i] * all[from + i];
      own += (double) found[i] * found[i];
      other += (double) all[from + i] * all[from + i];
    }
    return product / Math.sqrt(own * other);
  }

  /** The first 2,000 sentences of UD-EWT. */
  private static List<String> treebank(Path data) throws IOException {
    Path file = data.resolve("ud-english-ewt/en_ewt-ud-train.conllu");
    return Files.exists(file)
        ? Files.readAllLines(file).stream()
            .filter(line -> line.startsWith(COMMENT))
            .map(line -> line.substring(COMMENT.length()).strip())
            .limit(2000)
            .toList()
        : List.of();
  }

  /** The distinct sentences of STS-B. */
  private static List<String> similarity(Path data) throws IOException {
    Set<String> sentences = new LinkedHashSet<>();
    for (String split : List.of("train", "dev", "test")) {
      Path file = data.resolve("stsb-multi-mt/stsb-en-" + split + ".csv");
      if (!Files.exists(file)) {
        return List.of();
      }
      for (String line : Files.readAllLines(file)) {
        List<String> fields = fields(line);
        sentences.add(fields.get(0).strip());
        sentences.add(fields.get(1).strip());
      }
    }
    return List.copyOf(sentences);
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
