package org.cascadenlp.benchmarks.pipelines;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import opennlp.tools.lemmatizer.LemmatizerME;
import opennlp.tools.lemmatizer.LemmatizerModel;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTaggerME;
import opennlp.tools.sentdetect.SentenceDetectorME;
import opennlp.tools.sentdetect.SentenceModel;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.tokenize.TokenizerModel;
import opennlp.tools.util.Span;

/** OpenNLP's four tools called directly, with the models of tokens-opennlp: no CAS, no files. */
final class DirectOpenNlp {

  private final SentenceDetectorME sentences;
  private final TokenizerME tokens;
  private final POSTaggerME tags;
  private final LemmatizerME lemmas;

  DirectOpenNlp() throws IOException {
    sentences =
        new SentenceDetectorME(
            DirectOpenNlp.<SentenceModel>model("-sentence-", SentenceModel::new));
    tokens = new TokenizerME(DirectOpenNlp.<TokenizerModel>model("-tokens-", TokenizerModel::new));
    tags = new POSTaggerME(DirectOpenNlp.<POSModel>model("-pos-", POSModel::new));
    lemmas =
        new LemmatizerME(DirectOpenNlp.<LemmatizerModel>model("-lemmas-", LemmatizerModel::new));
  }

  /** Annotates all {@code texts} with the plain tools, and returns the number of tokens. */
  long annotate(List<String> texts) {
    long count = 0;
    for (String text : texts) {
      for (Span sentence : sentences.sentPosDetect(text)) {
        count += annotate(tokens.tokenize(sentence.getCoveredText(text).toString()));
      }
    }
    return count;
  }

  /**
   * As {@link #annotate}, but with a cache of tokenized words, as Cascade's parts use it. The cache
   * is empty at first, as in a new engine.
   */
  long annotateCuttingWordsOnce(List<String> texts) {
    Map<String, String[]> recent = new RecentWords();
    long count = 0;
    for (String text : texts) {
      for (Span sentence : sentences.sentPosDetect(text)) {
        List<String> words = new ArrayList<>();
        for (String word : sentence.getCoveredText(text).toString().split("\\s+", -1)) {
          words.addAll(List.of(recent.computeIfAbsent(word, tokens::tokenize)));
        }
        count += annotate(words.toArray(String[]::new));
      }
    }
    return count;
  }

  private int annotate(String[] words) {
    return lemmas.lemmatize(words, tags.tag(words)).length;
  }

  private interface Reader<M> {
    M read(InputStream stream) throws IOException;
  }

  private static <M> M model(String mark, Reader<M> reader) throws IOException {
    try (InputStream in = PublishedModels.find(mark).openStream()) {
      return reader.read(in);
    }
  }

  /** A cache of recent words, of the same size as in Cascade's tokenizer. */
  private static final class RecentWords extends LinkedHashMap<String, String[]> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 20_000;

    RecentWords() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, String[]> eldest) {
      return size() > MOST;
    }
  }
}
