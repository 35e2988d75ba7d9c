package org.cascadenlp.benchmarks.vectors;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OrtEnvironment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cascadenlp.benchmarks.Machine;
import org.cascadenlp.benchmarks.Markdown;
import org.cascadenlp.benchmarks.MiniLmFiles;
import org.cascadenlp.benchmarks.PythonNumbers;
import org.cascadenlp.benchmarks.Rounds;
import org.cascadenlp.benchmarks.Setup;
import org.cascadenlp.benchmarks.Spread;
import org.cascadenlp.benchmarks.Table;
import org.cascadenlp.benchmarks.UdSentences;

/** The speed from sentences to pooled vectors, including tokenization. */
public final class VectorsTable implements Table {

  private static final int SENTENCES = 2000;
  private static final long SUBWORDS = 49_386;
  private static final int THREADS = 2;
  private static final String PRODUCTS = "matrix products alone";
  private static final String LANGCHAIN = "LangChain4j `embedAll`, 2 threads";
  private static final String SORTED = "ONNX Runtime, sorted batches of 64";

  @Override
  public String name() {
    return "vectors";
  }

  @Override
  public String title() {
    return "Text to vectors";
  }

  @Override
  public String measure(Setup setup) throws Exception {
    List<String> sentences =
        UdSentences.read(setup.corpus("ud-english-ewt/en_ewt-ud-train.conllu"), SENTENCES);
    long[] lengths = lengths(sentences);
    long subwords = 0;
    double operations = 0;
    for (long length : lengths) {
      subwords += length;
      operations += Products.operations(length);
    }
    if (subwords != SUBWORDS) {
      throw new IllegalStateException(
          sentences.size() + " sentences have " + subwords + " subwords, not " + SUBWORDS);
    }
    PythonNumbers python = setup.python();
    if (python != null) {
      python.rows("vectors", subwords); // reports errors before minutes of measuring
    }
    Map<String, SentenceVectors> contenders = contenders(setup);
    try (Products products = new Products()) {
      Map<String, List<float[]>> vectors = new LinkedHashMap<>();
      Rounds rounds = new Rounds();
      contenders.forEach(
          (name, contender) -> rounds.add(name, () -> vectors.put(name, contender.of(sentences))));
      rounds.add(PRODUCTS, products::run);
      Map<String, Spread> seconds = rounds.seconds(setup.rounds());
      return table(seconds, vectors, subwords)
          + share(seconds, operations, products.operations())
          + (python == null
              ? ""
              : "\n" + PythonVectors.text(python, subwords, cascade(seconds, subwords)));
    } finally {
      for (SentenceVectors contender : contenders.values()) {
        contender.close();
      }
    }
  }

  private static Map<String, SentenceVectors> contenders(Setup setup) throws Exception {
    Map<String, SentenceVectors> all = new LinkedHashMap<>();
    for (String precision : precisions()) {
      String name = "Cascade, " + precision;
      CascadeVectors cascade = new CascadeVectors(setup.root(), precision);
      all.put(name, cascade);
      all.put(name + ", one sentence at a time", new OneByOne(cascade));
    }
    all.put(LANGCHAIN, new LangChainVectors(THREADS));
    all.put("LangChain4j `embedAll`, 1 thread", new LangChainVectors(1));
    all.put("ONNX Runtime, one sentence at a time", new OnnxVectors(1, THREADS));
    all.put(SORTED, new OnnxVectors(64, THREADS));
    return all;
  }

  private static List<String> precisions() {
    return Machine.hasBfloat16() ? List.of("float32", "bfloat16") : List.of("float32");
  }

  /** Each sentence by a call of its own, with a model that another contender closes. */
  private record OneByOne(SentenceVectors model) implements SentenceVectors {

    @Override
    public List<float[]> of(List<String> sentences) throws Exception {
      List<float[]> vectors = new ArrayList<>();
      for (String sentence : sentences) {
        vectors.addAll(model.of(List.of(sentence)));
      }
      return vectors;
    }

    @Override
    public void close() {}
  }

  private static long[] lengths(List<String> sentences) throws Exception {
    try (HuggingFaceTokenizer tokenizer = MiniLmFiles.tokenizer()) {
      return sentences.stream().mapToLong(s -> tokenizer.encode(s).getIds().length).toArray();
    }
  }

  private static String table(
      Map<String, Spread> seconds, Map<String, List<float[]>> vectors, long subwords) {
    Markdown table =
        new Markdown(
            "",
            "WordPieces/s, median (least-most)",
            "to LangChain4j",
            "to ONNX Runtime's batches",
            "cosine to ONNX Runtime, mean (least)");
    double langchain = seconds(seconds, LANGCHAIN);
    double sorted = seconds(seconds, SORTED);
    vectors.forEach(
        (name, rows) -> {
          double own = seconds(seconds, name);
          table.row(
              name,
              seconds(seconds, name, subwords),
              String.format(Locale.ROOT, "%.2f", langchain / own),
              String.format(Locale.ROOT, "%.2f", sorted / own),
              cosines(rows, vectors.getOrDefault(SORTED, List.of())));
        });
    return String.format(
            Locale.ROOT,
            "The first 2,000 sentences of UD English EWT's train part, one per sequence, %,d"
                + " WordPieces with special ones, 2 threads; ONNX Runtime %s in both peers.\n\n",
            subwords,
            OrtEnvironment.getEnvironment().getVersion())
        + table;
  }

  /** The rates of Cascade's own contenders. */
  private static Map<String, Spread> cascade(Map<String, Spread> seconds, long subwords) {
    Map<String, Spread> rates = new LinkedHashMap<>();
    seconds.forEach(
        (name, spread) -> {
          if (name.startsWith("Cascade")) {
            rates.put(name, spread.rate((double) subwords));
          }
        });
    return rates;
  }

  private static String share(Map<String, Spread> seconds, double wanted, double alone) {
    double given = alone / seconds(seconds, PRODUCTS) / 1e9;
    List<String> shares = new ArrayList<>();
    seconds.forEach(
        (name, spread) -> {
          if (!name.equals(PRODUCTS)) {
            double rate = wanted / spread.median() / 1e9;
            shares.add(
                String.format(Locale.ROOT, "%s %.0f (%.0f %%)", name, rate, 100 * rate / given));
          }
        });
    return String.format(
            Locale.ROOT,
            "\n"
                + "libtorch's float32 products at MiniLM's shapes (4,096 rows) run at %.0f GFLOP/s;"
                + " by the operations that the sentences need, padding not counted, of that: ",
            given)
        + String.join(", ", shares)
        + ".\n";
  }

  private static double seconds(Map<String, Spread> seconds, String name) {
    return spread(seconds, name).median();
  }

  private static String seconds(Map<String, Spread> seconds, String name, long subwords) {
    return spread(seconds, name).rate((double) subwords).text("%,.0f");
  }

  private static Spread spread(Map<String, Spread> seconds, String name) {
    Spread spread = seconds.get(name);
    if (spread == null) {
      throw new IllegalStateException("nothing was measured for " + name);
    }
    return spread;
  }

  private static String cosines(List<float[]> rows, List<float[]> others) {
    double sum = 0;
    double least = 1;
    for (int i = 0; i < rows.size(); i++) {
      double dot = 0;
      double squares = 0;
      double otherSquares = 0;
      for (int j = 0; j < rows.get(i).length; j++) {
        dot += (double) rows.get(i)[j] * others.get(i)[j];
        squares += (double) rows.get(i)[j] * rows.get(i)[j];
        otherSquares += (double) others.get(i)[j] * others.get(i)[j];
      }
      double cosine = dot / Math.sqrt(squares * otherSquares);
      sum += cosine;
      least = Math.min(least, cosine);
    }
    return String.format(Locale.ROOT, "%.6f (%.6f)", sum / rows.size(), least);
  }
}
