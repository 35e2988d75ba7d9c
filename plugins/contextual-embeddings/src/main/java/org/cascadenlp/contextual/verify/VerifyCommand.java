package org.cascadenlp.contextual.verify;

import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.uima.UIMAFramework;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.model.ReferenceCheck;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.files.EncoderSource;
import org.cascadenlp.transformers.files.EncoderSources;
import org.cascadenlp.weights.tensor.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cascade verify}: compares a model's hidden states with a reference. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs a model on inputs and compares its states with those of another implementation.",
      "For a transformer the reference is a safetensors file with input_ids, attention_mask and"
          + " optionally token_type_ids (batch, tokens); hidden_states.K (batch, tokens, width; 0 ="
          + " after the embeddings) and pooler_output (batch, width). Unmasked positions are"
          + " compared.",
      "For ELMo and CoVe it has inputs (batch, tokens, characters or width), lengths (batch) and"
          + " outputs of the top layer (batch, tokens, width). The exit code is 1 if a difference"
          + " is above the tolerance."
    })
public final class VerifyCommand implements CascadeCommand {

  /** Receives the embedder families of all plugins by injection. */
  static final class Families {
    @Inject private Set<EmbedderProvider> all = Set.of();
  }

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "MODEL",
      description = "A model's folder or the name of a registered model.")
  String model = "";

  @Option(
      names = "--reference",
      required = true,
      paramLabel = "FILE.safetensors",
      description = "The inputs and expected states.")
  Path reference = Path.of("");

  @Option(
      names = "--tolerance",
      defaultValue = "1e-4",
      paramLabel = "X",
      description = "The maximum difference allowed (default: ${DEFAULT-VALUE}).")
  double tolerance;

  @Override
  public Integer call() {
    if (!(tolerance >= 0)) {
      throw CascadeException.of(
          "--tolerance " + tolerance, "is not a tolerance", "give 0 or more, for example 1e-4");
    }
    Map<String, Double> differences = byItsFamily();
    if (!differences.isEmpty()) {
      return report(differences);
    }
    EncoderSource source = EncoderSources.named(model);
    EncoderConfiguration configuration = source.configuration().get();
    ReferenceStates expected = ReferenceStates.read(reference, configuration);
    Map<String, Tensor> tensors = source.tensors().get();
    Verification found;
    try (Interruption guard = Interruption.of()) {
      found = Verification.of(configuration, tensors, source.place(), expected);
    }
    PrintWriter out = spec.commandLine().getOut();
    found.hidden().forEach((k, difference) -> line(out, "hidden_states." + k, difference));
    if (found.pooler() >= 0 || Double.isNaN(found.pooler())) {
      line(out, "pooler_output", found.pooler());
    } else if (expected.pooler().length > 0) {
      out.println("pooler_output not compared: " + missing(tensors));
    }
    line(out, "max", found.max());
    out.flush();
    return found.max() <= tolerance ? 0 : 1;
  }

  /** The differences that the model's own plugin computes; empty for a transformer. */
  private Map<String, Double> byItsFamily() {
    Path path = Path.of(model);
    if (Files.exists(path)) {
      ResourceManager plugins = UIMAFramework.newDefaultResourceManager();
      for (EmbedderProvider family : Injectors.offered(plugins, new Families()).all) {
        if (family instanceof ReferenceCheck check && family.reads(path)) {
          return check.differences(path, reference);
        }
      }
    }
    return Map.of();
  }

  private int report(Map<String, Double> differences) {
    PrintWriter out = spec.commandLine().getOut();
    double max = 0;
    for (Map.Entry<String, Double> difference : differences.entrySet()) {
      line(out, difference.getKey(), difference.getValue());
      max = Math.max(max, difference.getValue());
    }
    line(out, "max", max);
    out.flush();
    return max <= tolerance ? 0 : 1;
  }

  private static String missing(Map<String, Tensor> tensors) {
    return tensors.keySet().stream().anyMatch(name -> name.contains("pooler."))
        ? "the first position of every row is masked"
        : "the model has no pooler";
  }

  private static void line(PrintWriter out, String name, double difference) {
    out.println(name + " " + String.format(Locale.ROOT, "%.3e", difference));
  }
}
