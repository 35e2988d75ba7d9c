package org.cascadenlp.pipelines;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.batch.evaluate.EvaluateCommand;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.training.TrainCommand;

/** Writes small pipelines and a corpus to train them on, and runs commands on them. */
final class SmallPipeline {

  private SmallPipeline() {}

  /**
   * Writes the aggregate {@code folder/pipeline.xml} of {@code parts}: {@code ROLE=GROUP.NAME} of a
   * descriptor each, in the order of the flow.
   */
  static Path write(Path folder, String... parts) throws IOException {
    return new WrittenPipeline().parts(parts).write(folder.resolve("pipeline.xml"));
  }

  /**
   * Loads a pipeline of OpenNLP's segmenter and {@code parts}, with those {@code settings} that
   * name a role of it.
   */
  static Pipeline load(Path folder, List<String> settings, String... parts) throws IOException {
    List<String> all = new ArrayList<>(List.of("tokenizer=opennlp.OpenNlpSegmenter"));
    all.addAll(List.of(parts));
    Map<String, String> own = new LinkedHashMap<>();
    for (String setting : settings) {
      String role = setting.substring(0, setting.indexOf('.'));
      if (all.stream().anyMatch(part -> part.startsWith(role + "="))) {
        int equals = setting.indexOf('=');
        own.put(setting.substring(0, equals), setting.substring(equals + 1));
      }
    }
    return Pipeline.load(write(folder, all.toArray(String[]::new)), own, List.of());
  }

  /**
   * Runs {@code command} with a {@code --set} for each of {@code settings}, and returns what it
   * prints.
   */
  static String run(CascadeCommand command, List<String> arguments, List<String> settings) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(CommandRun.set(settings.toArray(String[]::new)));
    return CommandRun.out(command, all);
  }

  /**
   * Trains {@code pipeline} with {@code corpus} as training and development data, and returns the
   * model's card.
   *
   * @param trainer the role of the trainer
   */
  static ModelCard trained(
      Path pipeline, String trainer, Path corpus, Path model, List<String> settings) {
    run(
        new TrainCommand(),
        List.of(
            pipeline.toString(),
            "--trainer",
            trainer,
            "--train",
            corpus.toString(),
            "--dev",
            corpus.toString(),
            "--output",
            model.toString()),
        settings);
    return ModelFolder.read(model);
  }

  /** The micro F1 that {@code evaluate} prints for a pipeline of {@code parts} on {@code gold}. */
  static double f1(Path folder, Path gold, List<String> settings, String... parts)
      throws IOException {
    String pipeline = write(folder, parts).toString();
    String found =
        run(
            new EvaluateCommand(),
            List.of(pipeline, "--gold", gold.toString(), "--json"),
            settings);
    return JsonParser.parseString(found)
        .getAsJsonObject()
        .getAsJsonObject("micro")
        .get("f1")
        .getAsDouble();
  }

  /** Writes 16 of the reference sentences as CoNLL; capitalised words are the spans to find. */
  static Path corpus(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Labelled<List<String>> example : Parity.examples().subList(0, 16)) {
      Sequence sequence = example.instance().sequence();
      for (String token : sequence.tokens()) {
        String tag = Character.isUpperCase(token.codePointAt(0)) ? "B-X" : "O";
        text.append(token).append('\t').append(tag).append('\n');
      }
      text.append('\n');
    }
    return Files.writeString(folder.resolve("corpus.conll"), text);
  }
}
