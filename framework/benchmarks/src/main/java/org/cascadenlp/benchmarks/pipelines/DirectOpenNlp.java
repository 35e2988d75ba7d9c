package org.cascadenlp.benchmarks.pipelines;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
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

  /** The number of tokens of all {@code texts}, which were tagged and lemmatised. */
  long annotate(List<String> texts) {
    long count = 0;
    for (String text : texts) {
      for (Span sentence : sentences.sentPosDetect(text)) {
        String[] words = tokens.tokenize(sentence.getCoveredText(text).toString());
        String[] pos = tags.tag(words);
        count += lemmas.lemmatize(words, pos).length;
      }
    }
    return count;
  }

  private interface Reader<M> {
    M read(InputStream stream) throws IOException;
  }

  private static <M> M model(String mark, Reader<M> reader) throws IOException {
    ClassLoader loader = DirectOpenNlp.class.getClassLoader();
    for (URL url : Collections.list(loader.getResources("model.properties"))) {
      Properties properties = new Properties();
      try (InputStream in = url.openStream()) {
        properties.load(in);
      }
      String name = properties.getProperty("model.name", "").strip();
      if (name.contains(mark)
          && properties.getProperty("model.language", "").strip().equals("en")) {
        try (InputStream in = new URL(url, name).openStream()) {
          return reader.read(in);
        }
      }
    }
    throw new IOException("no published English model with " + mark + " in its name");
  }
}
