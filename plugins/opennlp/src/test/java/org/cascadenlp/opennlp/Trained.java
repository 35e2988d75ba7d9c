package org.cascadenlp.opennlp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import opennlp.tools.chunker.ChunkSample;
import opennlp.tools.chunker.ChunkSampleStream;
import opennlp.tools.chunker.ChunkerFactory;
import opennlp.tools.chunker.ChunkerME;
import opennlp.tools.chunker.ChunkerModel;
import opennlp.tools.namefind.NameFinderME;
import opennlp.tools.namefind.NameSample;
import opennlp.tools.namefind.NameSampleDataStream;
import opennlp.tools.namefind.TokenNameFinderFactory;
import opennlp.tools.namefind.TokenNameFinderModel;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSSample;
import opennlp.tools.postag.POSTaggerFactory;
import opennlp.tools.postag.POSTaggerME;
import opennlp.tools.util.InputStreamFactory;
import opennlp.tools.util.ObjectStream;
import opennlp.tools.util.ObjectStreamUtils;
import opennlp.tools.util.PlainTextByLineStream;
import opennlp.tools.util.TrainingParameters;
import opennlp.tools.util.model.BaseModel;

/** Tiny models of unpublished kinds, trained by OpenNLP on a few sentences. */
final class Trained {

  private Trained() {}

  static ChunkerModel chunker() {
    try (ObjectStream<ChunkSample> samples = new ChunkSampleStream(lines("/chunks.txt"))) {
      return ChunkerME.train("en", samples, settings(), new ChunkerFactory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TokenNameFinderModel names() {
    try (ObjectStream<NameSample> samples = new NameSampleDataStream(lines("/names.txt"))) {
      return NameFinderME.train("en", null, samples, settings(), new TokenNameFinderFactory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Trains a tagger; {@code sentences} are words with tags, for example {@code dog_NN}. */
  static POSModel tagger(String... sentences) {
    List<POSSample> samples = new ArrayList<>();
    try {
      for (String sentence : sentences) {
        samples.add(POSSample.parse(sentence));
      }
      return POSTaggerME.train(
          "en", ObjectStreamUtils.createObjectStream(samples), settings(), new POSTaggerFactory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes {@code model} to {@code folder}. */
  static Path write(BaseModel model, Path folder, String name) {
    try {
      model.serialize(folder.resolve(name));
      return folder.resolve(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TrainingParameters settings() {
    TrainingParameters settings = TrainingParameters.defaultParams();
    settings.put(TrainingParameters.CUTOFF_PARAM, 1);
    settings.put(TrainingParameters.ITERATIONS_PARAM, 60);
    return settings;
  }

  private static ObjectStream<String> lines(String resource) throws IOException {
    InputStreamFactory factory = () -> open(resource);
    return new PlainTextByLineStream(factory, StandardCharsets.UTF_8);
  }

  private static InputStream open(String resource) {
    InputStream stream = Trained.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new IllegalStateException("there is no " + resource);
    }
    return stream;
  }
}
