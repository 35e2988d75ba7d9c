package org.cascadenlp.pipelines;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import opennlp.tools.chunker.ChunkSampleStream;
import opennlp.tools.chunker.ChunkerFactory;
import opennlp.tools.chunker.ChunkerME;
import opennlp.tools.namefind.NameFinderME;
import opennlp.tools.namefind.NameSampleDataStream;
import opennlp.tools.namefind.TokenNameFinderFactory;
import opennlp.tools.util.ObjectStream;
import opennlp.tools.util.PlainTextByLineStream;
import opennlp.tools.util.TrainingParameters;
import opennlp.tools.util.model.BaseModel;

/** Models of OpenNLP of unpublished kinds, trained on the few sentences that the tests use. */
final class TinyOpenNlp {

  private static final String NAMES =
      """
      <START:person> Ada Lovelace <END> met <START:person> Charles Babbage <END> in London .
      Years later she moved to New York City .
      Nobody knows why , says Ms O'Neill .
      IBM left Paris ?!
      Then <START:person> Ada Lovelace <END> left London .
      """;

  private static final String CHUNKS =
      """
      Ada PROPN B-NP
      Lovelace PROPN I-NP
      met VERB B-VP
      Charles PROPN B-NP
      Babbage PROPN I-NP
      in ADP B-PP
      London PROPN B-NP
      . PUNCT O

      she PRON B-NP
      moved VERB B-VP
      to ADP B-PP
      New PROPN B-NP
      York PROPN I-NP
      City PROPN I-NP
      . PUNCT O

      """;

  private TinyOpenNlp() {}

  /** The file of a chunker. */
  static String chunker() {
    try (ObjectStream<String> lines = lines(CHUNKS);
        ChunkSampleStream samples = new ChunkSampleStream(lines)) {
      return written(ChunkerME.train("en", samples, settings(), new ChunkerFactory()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file of a name finder. */
  static String names() {
    try (ObjectStream<String> lines = lines(NAMES);
        NameSampleDataStream samples = new NameSampleDataStream(lines)) {
      return written(
          NameFinderME.train("en", "person", samples, settings(), new TokenNameFinderFactory()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String written(BaseModel model) throws IOException {
    Path file = Files.createTempFile("tiny", ".bin");
    file.toFile().deleteOnExit();
    model.serialize(file);
    return file.toString();
  }

  private static ObjectStream<String> lines(String text) throws IOException {
    return new PlainTextByLineStream(
        () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        StandardCharsets.UTF_8);
  }

  private static TrainingParameters settings() {
    TrainingParameters settings = TrainingParameters.defaultParams();
    settings.put(TrainingParameters.CUTOFF_PARAM, 1);
    settings.put(TrainingParameters.ITERATIONS_PARAM, 60);
    return settings;
  }
}
