package org.cascadenlp.benchmarks.encoders;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.cascadenlp.benchmarks.Machine;
import org.cascadenlp.benchmarks.Markdown;
import org.cascadenlp.benchmarks.MiniLmFiles;
import org.cascadenlp.benchmarks.PythonNumbers;
import org.cascadenlp.benchmarks.Rounds;
import org.cascadenlp.benchmarks.Setup;
import org.cascadenlp.benchmarks.Spread;
import org.cascadenlp.benchmarks.Table;
import org.cascadenlp.benchmarks.UdSentences;
import org.cascadenlp.benchmarks.vectors.DescribedEmbedder;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.sequence.Sequence;

/**
 * The speed of every family of encoders in several sizes with random weights, from words to
 * vectors, compared with {@code testdata/reference/encoder_speed.py} on the same models and
 * sentences.
 */
public final class EncodersTable implements Table {

  private static final String HOW =
      "run testdata/reference/encoder_speed.py, which makes the folders and measures Python";

  /** A group of encoders that Python measured on the same sentences. */
  private record Group(String name, int sentences, String peer) {

    String key() {
      return "encoders-" + name;
    }
  }

  private static final List<Group> GROUPS =
      List.of(
          new Group("tiny", 2000, "transformers"),
          new Group("small", 1000, "transformers"),
          new Group("base", 200, "transformers"),
          new Group("elmo", 200, "a loop over time steps"),
          new Group("cove", 1000, "torch.nn.LSTM"));

  /** The word vectors of the CoVe encoder, here and in Python. */
  private static final String VECTORS = "pipelines/models/vectors/glove-6b-100d-top10k.vectors";

  @Override
  public String name() {
    return "encoders";
  }

  @Override
  public String title() {
    return "Encoders";
  }

  @Override
  public String measure(Setup setup) throws Exception {
    PythonNumbers python = setup.python();
    if (python == null) {
      throw CascadeException.of("--python", "is not set", HOW);
    }
    Markdown table =
        new Markdown("", "Cascade, WordPieces/s (least-most)", "Python", "times Python");
    Path file = setup.corpus("ud-english-ewt/en_ewt-ud-train.conllu");
    for (Group group : GROUPS.stream().filter(one -> python.has(one.key())).toList()) {
      List<String> sentences = UdSentences.read(file, group.sentences);
      long wordpieces = wordpieces(sentences);
      for (PythonNumbers.Row row : python.rows(group.key(), wordpieces)) {
        Spread own =
            seconds(setup, row.name(), DescribedEmbedder.sequences(sentences)).rate(wordpieces);
        Spread theirs = row.spread("wordpieces_per_second");
        table.row(
            row.name(),
            own.text("%,.0f"),
            theirs.text("%,.0f") + ", " + group.peer,
            String.format(Locale.ROOT, "%.2f", own.median() / theirs.median()));
      }
    }
    return "Random weights, float32, 2 threads; the first 2,000, 1,000 and 200 sentences of UD"
        + " English EWT's train part for tiny (2 layers of 24), small (6 of 384) and base"
        + " (12 of 768), 200 for ELMo, 1,000 for CoVe (its LSTMs over 100 numbers of GloVe a"
        + " word); MiniLM's WordPieces for every family, and the unit of"
        + " every rate. Python: sorted batches of 64.\n\n"
        + table
        + "\n"
        + python.origin(Machine.processor())
        + "\n";
  }

  private static long wordpieces(List<String> sentences) throws Exception {
    try (HuggingFaceTokenizer tokenizer = MiniLmFiles.tokenizer()) {
      return sentences.stream().mapToLong(s -> tokenizer.encode(s).getIds().length).sum();
    }
  }

  /** Opens, measures and closes one encoder. */
  private static Spread seconds(Setup setup, String name, List<Sequence> sequences)
      throws Exception {
    Path model = setup.model(name, HOW);
    String descriptor = "contextual-embeddings/BertEmbedding.xml";
    Map<String, String> values = new HashMap<>();
    values.put("model", model.toString());
    values.put("precision", "float32");
    if (Files.exists(model.resolve("options.json"))) {
      descriptor = "recurrent-embeddings/ElmoEmbedding.xml";
      values.put("layers", "-1");
    } else if (name.equals("cove")) {
      descriptor = "recurrent-embeddings/CoveEmbedding.xml";
      values.put("vectors", setup.root().resolve(VECTORS).toString());
    }
    try (DescribedEmbedder described = new DescribedEmbedder(setup.root(), descriptor, values)) {
      Rounds rounds = new Rounds();
      rounds.add(name, () -> described.embedder().embed(sequences));
      return Objects.requireNonNull(rounds.seconds(setup.rounds()).get(name));
    }
  }
}
