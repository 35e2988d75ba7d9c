package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadenlp.testkit.AnnotatorContract;
import org.cascadenlp.testkit.Subject;
import org.cascadenlp.testkit.neural.LiveArrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every shipped annotator and pipeline keeps the contract. Models that take long to open are held
 * open for all tests; all others, among them a tiny network, are opened and closed by each test.
 */
@ParameterizedClass
@MethodSource("all")
class ShippedContractTest extends AnnotatorContract {

  @TempDir static Path folder = Path.of("");

  private static HeldNetworks held;

  @Parameter Subject subject;

  static List<Subject> all() {
    return Stream.concat(ShippedAnnotators.all().stream(), Stream.of(ShippedAnnotators.tiny()))
        .toList();
  }

  @BeforeAll
  static void hold() throws Exception {
    held = new HeldNetworks(ShippedAnnotators.large().toList());
  }

  @AfterAll
  static void release() {
    held.close();
  }

  @Override
  protected Subject subject() {
    return subject;
  }

  @Override
  protected Map<String, Object> changes() {
    return switch (ShippedAnnotators.name(subject)) {
      case "org.cascadenlp.gazetteer.Gazetteer" -> Map.of("longest", 1);
      case "org.cascadenlp.contextual-embeddings.BertEmbedding",
          "org.cascadenlp.static-embeddings.StaticEmbedding",
          "org.cascadenlp.recurrent-embeddings.ElmoEmbedding" ->
          Map.of("unit", "document");
      case "org.cascadenlp.task-heads.PosTagger" -> Map.of("model", renamed("pos/glove"));
      case "entities-glove.xml" -> Map.of("entities", renamed("entities/glove"));
      default -> Map.of();
    };
  }

  /** A copy of a shipped head with another name, so that the source of its annotations differs. */
  private static String renamed(String head) {
    Path from = Checkout.PIPELINES.resolve("models").resolve(head);
    Path to = folder.resolve(head);
    try (Stream<Path> files = Files.list(from)) {
      Files.createDirectories(to);
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
      Path card = to.resolve("model.json");
      Files.writeString(card, Files.readString(card).replaceFirst("\"name\": *\"", "$0renamed-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return to.toString();
  }

  @Override
  protected int nativesOpen() {
    return LiveArrays.count();
  }

  @Test
  void theSubjectIsShipped() {
    assertThat(ShippedDescriptors.names()).contains(ShippedAnnotators.name(subject));
  }
}
