package org.cascadenlp.languagemodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.languagemodels.Continuation.End;
import org.cascadenlp.languagemodels.GenerationSettings.Past;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.transformers.files.EncoderSource;
import org.cascadenlp.transformers.files.EncoderSources;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GenerationTest {

  @TempDir private Path folder;

  static List<String> models() {
    return TinyDecoders.names();
  }

  @ParameterizedTest
  @MethodSource("models")
  void greedyContinuationsEqualTransformers(String name) throws IOException {
    List<int[]> prompts = new ArrayList<>();
    List<int[]> expected = new ArrayList<>();
    JsonObject all = TinyDecoders.expected().getAsJsonObject("models").getAsJsonObject(name);
    for (JsonElement prompt : all.getAsJsonArray("prompts")) {
      prompts.add(TinyDecoders.ints(prompt.getAsJsonObject().getAsJsonArray("ids")));
      expected.add(TinyDecoders.ints(prompt.getAsJsonObject().getAsJsonArray("greedy")));
    }
    try (CausalModel model = TinyDecoders.open(folder, name)) {
      for (int way = 0; way < 4; way++) {
        Past past = Past.values()[way % 2];
        GenerationSettings settings =
            new GenerationSettings(20, Sampling.GREEDY, 0, List.of(), way < 2 ? 16 : 1, past);
        List<Continuation> found = model.generateIds(prompts, settings);
        for (int i = 0; i < prompts.size(); i++) {
          // transformers was configured to continue after the end of text
          int[] ids = found.get(i).ids();
          int[] begin = Arrays.copyOf(expected.get(i), ids.length);
          assertThat(ids).as("%s %d", past, i).isEqualTo(begin);
          assertThat(ids.length == 20 || found.get(i).end() == End.TEXT).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void continuationsDoNotDependOnTheBatch(String name) throws IOException {
    Random random = new Random(8);
    List<int[]> prompts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      prompts.add(random.ints(1 + random.nextInt(40), 1, 97).toArray());
    }
    GenerationSettings settings =
        new GenerationSettings(30, new Sampling(1.1, 1.2, 50, 0.95), 4, List.of(), 16, Past.CACHED);
    List<Integer> order = new ArrayList<>(IntStream.range(0, prompts.size()).boxed().toList());
    Collections.shuffle(order, random);
    try (CausalModel model = TinyDecoders.open(folder, name)) {
      int arrays = model.liveArrays();
      List<Continuation> together =
          model.generateIds(order.stream().map(prompts::get).toList(), settings);
      for (int i = 0; i < order.size(); i++) {
        Continuation alone = model.generateIds(List.of(prompts.get(order.get(i))), settings).get(0);
        assertThat(together.get(i).ids()).isEqualTo(alone.ids());
        assertThat(together.get(i).text()).isEqualTo(alone.text());
        assertThat(together.get(i).end()).isEqualTo(alone.end());
      }
      assertThat(together.stream().map(Continuation::end)).contains(End.LENGTH, End.CONTEXT);
      assertThat(model.liveArrays()).isEqualTo(arrays);
    }
  }

  @Test
  void samplesDependOnlyOnTheSeed() throws IOException {
    try (CausalModel model = TinyDecoders.open(folder, "tiny-gpt2")) {
      Sampling hot = new Sampling(1, 2, 0, 1);
      List<String> prompts = List.of("the", "the");
      List<Continuation> first =
          model.generate(prompts, new GenerationSettings(20, hot, 1, List.of(), 16, Past.CACHED));
      assertThat(first.get(0).ids()).isEqualTo(first.get(1).ids());
      for (long seed : new long[] {1, 2, 3}) {
        Continuation again =
            model
                .generate(
                    prompts, new GenerationSettings(20, hot, seed, List.of(), 16, Past.CACHED))
                .get(0);
        assertThat(Arrays.equals(again.ids(), first.get(0).ids())).isEqualTo(seed == 1);
      }
    }
  }

  @Test
  void samplesFollowTheDistributionOfTheNextSubword() throws IOException {
    int[] prompt = {5, 40, 41, 12};
    Sampling sampling = new Sampling(1, 1.5, 6, 1);
    EncoderSource source =
        EncoderSources.named(TinyDecoders.copy(folder, "tiny-gpt-neo").toString());
    float[] expected;
    try (CausalNetwork network =
        new CausalNetwork(
            source.configuration().get(),
            source.weights(source.configuration().get()),
            Map.of(),
            false,
            Torch.preparesLinear(false))) {
      float[] logits = network.logits(List.of(new NewSubwords(prompt, 0, 4, null)), 16).get(0);
      expected = NextSubword.probabilities(logits, sampling, prompt);
    }
    int draws = 1000;
    int[] counts = new int[97];
    try (CausalModel model =
        CausalModel.open(folder.resolve("tiny-gpt-neo").toString(), Precision.FLOAT32)) {
      for (int seed = 0; seed < draws; seed++) {
        counts[
            model
                .generateIds(
                    List.of(prompt),
                    new GenerationSettings(1, sampling, seed, List.of(), 16, Past.CACHED))
                .get(0)
                .ids()[0]]++;
      }
    }
    double chiSquare = 0;
    for (int i = 0; i < counts.length; i++) {
      if (expected[i] == 0) {
        assertThat(counts[i]).isZero();
      } else {
        double mean = draws * (double) expected[i];
        chiSquare += (counts[i] - mean) * (counts[i] - mean) / mean;
      }
    }
    assertThat(chiSquare).isBetween(0.05, 20.5); // of five degrees of freedom, 0.1 %
  }

  @Test
  void aContinuationEndsBeforeAStopText() throws IOException {
    try (CausalModel model = TinyDecoders.open(folder, "tiny-gpt2")) {
      Continuation whole = model.generate(List.of("the"), GenerationSettings.greedy(30)).get(0);
      String stop = whole.text().substring(6, 8);
      Continuation found =
          model
              .generate(
                  List.of("the"),
                  new GenerationSettings(
                      30, Sampling.GREEDY, 0, List.of("never so", stop), 16, Past.CACHED))
              .get(0);
      assertThat(found.end()).isEqualTo(End.STOP);
      assertThat(found.text()).isEqualTo(whole.text().substring(0, whole.text().indexOf(stop)));
      assertThat(found.ids()).hasSizeLessThan(30);
    }
  }

  @Test
  void aContinuationEndsWithTheTextOrTheContext() throws IOException {
    try (CausalModel model = TinyDecoders.open(folder, "tiny-gpt2")) {
      int[] full = new int[47];
      Arrays.fill(full, 5);
      Continuation one = model.generateIds(List.of(full), GenerationSettings.greedy(5)).get(0);
      assertThat(one.ids()).hasSize(1);
      // at a high temperature the end of text is sampled soon
      Sampling hot = new Sampling(1, 5, 0, 1);
      int ended = 0;
      for (int seed = 0; seed < 20; seed++) {
        Continuation found =
            model
                .generate(
                    List.of("a"), new GenerationSettings(40, hot, seed, List.of(), 16, Past.CACHED))
                .get(0);
        if (found.end() == End.TEXT) {
          ended++;
          assertThat(found.ids()).endsWith(0);
          assertThat(found.text()).doesNotContain("endoftext");
        }
        assertThat(Arrays.stream(found.ids()).filter(id -> id == 0).count())
            .isEqualTo(found.end() == End.TEXT ? 1 : 0);
      }
      assertThat(ended).isPositive();
    }
  }

  @Test
  void spacesAtTheEndsOfSubwordsAreWritten() throws IOException {
    Path copy = TinyDecoders.copy(folder, "tiny-gpt");
    JsonObject pieces = new JsonObject();
    for (String piece : List.of("<unk>", "a", "b", "a</w>", "b</w>", "ab</w>")) {
      pieces.addProperty(piece, pieces.size());
    }
    for (int i = 0; pieces.size() < 97; i++) {
      pieces.addProperty((char) ('A' + i % 26) + "" + i + "</w>", pieces.size());
    }
    JsonFile.write(copy.resolve("vocab.json"), pieces);
    Files.writeString(copy.resolve("merges.txt"), "#version: 0.2\na b</w>\n");
    Files.writeString(
        copy.resolve("tokenizer_config.json"), "{\"tokenizer_class\": \"OpenAIGPTTokenizer\"}");
    try (CausalModel model = CausalModel.open(copy.toString(), Precision.FLOAT32)) {
      Continuation found = model.generate(List.of("ab a"), GenerationSettings.greedy(6)).get(0);
      List<String> names = List.copyOf(pieces.keySet());
      StringBuilder expected = new StringBuilder();
      for (int id : found.ids()) {
        expected.append(names.get(id).replace("</w>", " "));
      }
      assertThat("ab a" + found.text()).isEqualTo(("ab a " + expected).strip());
      assertThatThrownBy(() -> model.generate(List.of(""), GenerationSettings.greedy(1)))
          .hasMessage(
              "prompt 1: is empty, and the vocabulary of model tiny-gpt has no end-of-text subword"
                  + " to start with; give a prompt");
      ScoreSettings started = new ScoreSettings(0, 0, ScoreSettings.Start.END_OF_TEXT);
      assertThatThrownBy(() -> model.score(List.of("a"), started))
          .hasMessage(
              "model tiny-gpt: its vocabulary has no end-of-text subword; score without"
                  + " --start end-of-text");
    }
  }

  @Test
  void anEmptyPromptStartsWithTheEndOfTextSubword() throws IOException {
    try (CausalModel model = TinyDecoders.open(folder, "tiny-gpt2")) {
      assertThat(model.generate(List.of(""), GenerationSettings.greedy(8)).get(0).ids())
          .isEqualTo(
              model.generateIds(List.of(new int[] {0}), GenerationSettings.greedy(8)).get(0).ids());
    }
  }

  @Test
  void rowsBeyondTheVocabularyAreNeverChosen() throws IOException {
    Path copy = TinyDecoders.copy(folder, "tiny-gpt2");
    JsonObject pieces = JsonFile.read(copy.resolve("vocab.json"));
    JsonObject fewer = new JsonObject();
    pieces
        .asMap()
        .forEach(
            (piece, id) -> {
              if (id.getAsInt() < 40) {
                fewer.add(piece, id);
              }
            });
    JsonFile.write(copy.resolve("vocab.json"), fewer);
    Files.writeString(copy.resolve("merges.txt"), "#version: 0.2\n");
    try (CausalModel model = CausalModel.open(copy.toString(), Precision.FLOAT32)) {
      for (Sampling sampling : List.of(Sampling.GREEDY, new Sampling(1, 3, 0, 1))) {
        Continuation found =
            model
                .generate(
                    List.of("A"),
                    new GenerationSettings(40, sampling, 1, List.of(), 16, Past.CACHED))
                .get(0);
        assertThat(Arrays.stream(found.ids()).max().getAsInt()).isLessThan(40);
      }
    }
  }

  @Test
  void invalidPromptsAndLengthsAreNamed() throws IOException {
    try (CausalModel model = TinyDecoders.open(folder, "tiny-gpt2")) {
      assertThatThrownBy(
              () -> model.generate(List.of("a", "b".repeat(48)), GenerationSettings.greedy(1)))
          .isInstanceOf(CascadeException.class)
          .hasMessage(
              "prompt 2: has 48 subwords; the context of model tiny-gpt2 has 48: shorten it");
      for (int tokens : new int[] {-1, 0, 48, Integer.MAX_VALUE}) {
        assertThatThrownBy(() -> model.generate(List.of("a"), GenerationSettings.greedy(tokens)))
            .isInstanceOf(CascadeException.class)
            .hasMessage(
                "model tiny-gpt2: cannot continue a text by "
                    + tokens
                    + " subwords; its context has 48: give 1 to 47");
      }
    }
  }

  @Test
  void workersShareOneModel() throws Exception {
    String path = TinyDecoders.copy(folder, "tiny-gpt-neo").toString();
    ExecutorService workers = Executors.newFixedThreadPool(4);
    try (ModelStore.Lease<CausalModel> lease = CausalModel.lease(path, Precision.FLOAT32);
        ModelStore.Lease<CausalModel> same = CausalModel.lease(path, Precision.FLOAT32)) {
      assertThat(same.model()).isSameAs(lease.model());
      List<Future<List<Continuation>>> found = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String prompt = "the " + i % 2;
        found.add(
            workers.submit(
                () -> lease.model().generate(List.of(prompt, "x"), GenerationSettings.greedy(25))));
      }
      lease.close(); // the other lease keeps it open
      for (int i = 0; i < 8; i++) {
        assertThat(found.get(i).get().get(0).ids()).isEqualTo(found.get(i % 2).get().get(0).ids());
      }
    } finally {
      workers.shutdownNow();
    }
  }

  @Test
  void aClosedModelThrows() throws IOException {
    CausalModel model = TinyDecoders.open(folder, "tiny-gpt2");
    model.close();
    model.close();
    assertThatThrownBy(() -> model.generate(List.of("a"), GenerationSettings.greedy(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("model tiny-gpt2 is closed");
  }
}
