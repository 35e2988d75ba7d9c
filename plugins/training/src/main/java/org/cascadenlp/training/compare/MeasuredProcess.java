package org.cascadenlp.training.compare;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.uima.UIMAException;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.batch.corpus.CorpusOptions;
import org.cascadenlp.batch.corpus.CorpusRun;
import org.cascadenlp.batch.corpus.CorpusSlice;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.core.pipeline.PipelineOverrides;
import org.cascadenlp.weights.json.JsonFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A process that loads one pipeline, annotates the plain texts of a corpus, and writes its {@link
 * Measurement} to a file. It is a separate process because earlier work would change memory and
 * start-up time.
 *
 * <p>After a warm-up it measures whole passes through the corpus, until they have taken enough
 * seconds.
 */
@Command(name = "measure")
public final class MeasuredProcess implements Callable<Integer> {

  private static final String SHORT = "Ada lives in Oslo.";
  private static final String ELSEWHERE = "--elsewhere";
  private static final int FAILED = 2;

  @Parameters(paramLabel = "PIPELINE.xml")
  Path pipeline = Path.of("");

  @Mixin CorpusOptions corpus = new CorpusOptions();

  @Option(names = "--gold", required = true, arity = "1..*")
  List<String> gold = new ArrayList<>();

  @Option(names = "--seconds", required = true)
  double seconds;

  @Option(names = "--result", required = true)
  Path result = Path.of("");

  @Option(names = ELSEWHERE, split = ",")
  Set<String> elsewhere = new LinkedHashSet<>();

  private final List<Text> texts = new ArrayList<>();

  /** A document of the corpus and the number of its tokens. */
  private record Text(String text, long words) {}

  /** Measures as the arguments specify; prints an error as one line on standard error. */
  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new MeasuredProcess());
    line.setExecutionExceptionHandler(
        (error, at, parsed) -> {
          System.err.println(CascadeException.describe(error));
          return FAILED;
        });
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() throws UIMAException {
    try (Pipeline running =
        Pipeline.load(
            pipeline,
            corpus.pipeline().overrides(pipeline).sharedWith(elsewhere),
            corpus.pipeline().jars())) {
      JCas cas = running.engine().newJCas();
      annotate(running, cas, SHORT);
      double startUp =
          (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
      read(running);
      pass(running, cas, System.nanoTime() + nanos(seconds / 4));
      long words = 0;
      long start = System.nanoTime();
      do {
        words += pass(running, cas, Long.MAX_VALUE);
      } while (System.nanoTime() - start < nanos(seconds));
      double took = (System.nanoTime() - start) / 1e9;
      JsonFile.write(result, new Measurement(startUp, words, took, peak()).toJson());
      return 0;
    }
  }

  /** The command-line arguments for {@code overrides}. */
  static List<String> arguments(PipelineOverrides overrides) {
    List<String> arguments = new ArrayList<>();
    overrides
        .parts()
        .forEach((role, part) -> arguments.addAll(List.of("--part", role + "=" + part)));
    overrides.files().forEach(file -> arguments.addAll(List.of("--settings", file.toString())));
    overrides
        .values()
        .forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    if (!overrides.files().isEmpty() && !overrides.elsewhere().isEmpty()) {
      arguments.addAll(List.of(ELSEWHERE, String.join(",", overrides.elsewhere())));
    }
    return arguments;
  }

  private static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }

  private void read(Pipeline running) {
    CorpusRun run = new CorpusRun(running, corpus);
    for (CorpusSlice slice : CorpusSlice.of("--gold", gold)) {
      run.read(slice, cas -> texts.add(new Text(cas.getDocumentText(), count(cas))));
    }
  }

  private static long count(JCas cas) {
    return cas.select(Token.class).count();
  }

  /** Annotates documents until {@code end}, at least one, and returns the number of their words. */
  private long pass(Pipeline running, JCas cas, long end) throws UIMAException {
    long words = 0;
    for (Text text : texts) {
      annotate(running, cas, text.text);
      // in a corpus without tokens, count those of the pipeline's tokenizer
      words += text.words > 0 ? text.words : count(cas);
      if (System.nanoTime() >= end) {
        return words;
      }
    }
    return words;
  }

  private void annotate(Pipeline running, JCas cas, String text) throws UIMAException {
    cas.reset();
    cas.setDocumentLanguage(corpus.language());
    cas.setDocumentText(text);
    running.engine().process(cas);
  }

  /** VmHWM of Linux, in bytes; the kernel reports it in KiB. */
  private static OptionalLong peak() {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return OptionalLong.empty();
    }
    try {
      return Files.readAllLines(status, StandardCharsets.UTF_8).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
