package org.cascadenlp.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.testkit.TestDocuments;
import org.cascadenlp.testkit.format.CollectionWriterContract;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped format that writes all documents into one file keeps the contract. */
@ParameterizedClass
@MethodSource("names")
class ShippedCollectionsTest extends CollectionWriterContract {

  @TempDir private Path folder;

  @Parameter String name;

  static Set<String> names() {
    OutputOptions options = OutputOptions.of(VectorOutput.LEFT_OUT);
    return OfferedServices.outputs().entrySet().stream()
        .filter(format -> format.getValue().collectionWriter(options).isPresent())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  protected OutputFormat format() {
    return Objects.requireNonNull(OfferedServices.outputs().get(name));
  }

  @Override
  protected List<String> labels(byte[] file) throws Exception {
    return switch (name) {
      case "json" ->
          WrittenLabels.ofEntities(
              objects(file)
                  .filter(one -> one.has("annotations"))
                  .flatMap(one -> one.getAsJsonArray("annotations").asList().stream())
                  .map(JsonElement::getAsJsonObject));
      case "jsonl" -> WrittenLabels.ofEntities(objects(file));
      case "conll" -> inConll(file);
      case "csv" -> inCsv(file);
      default -> throw new IllegalStateException("no reader of " + name + " here");
    };
  }

  private static Stream<JsonObject> objects(byte[] file) {
    return new String(file, UTF_8)
        .lines()
        .map(line -> JsonParser.parseString(line).getAsJsonObject());
  }

  private DocumentSource open(byte[] content, InputOptions options) throws IOException {
    Path file = Files.write(folder.resolve("written"), content);
    InputFormat reader = Objects.requireNonNull(OfferedServices.formats().get(name));
    return reader.open(file, options);
  }

  private List<String> inConll(byte[] content) throws IOException {
    List<String> labels = new ArrayList<>();
    JCas text = TestDocuments.empty();
    JCas gold = TestDocuments.empty();
    try (DocumentSource source = open(content, InputOptions.gold(Map.of()))) {
      for (SourceDocument next; (next = source.next()) != null; ) {
        text.reset();
        gold.reset();
        next.fill(text, gold);
        gold.select(NamedEntity.class).map(NamedEntity::getValue).forEach(labels::add);
      }
    }
    return labels;
  }

  /** The classes of each row, which semicolons separate. */
  private List<String> inCsv(byte[] content) throws IOException {
    List<String> labels = new ArrayList<>();
    InputOptions options = InputOptions.texts(Map.of("text", "1", "header", "yes"));
    try (DocumentSource source = open(content, options)) {
      for (SourceDocument next; (next = source.next()) != null; ) {
        next.fields().stream()
            .filter(field -> field.name().equals("class"))
            .flatMap(field -> WrittenLabels.inCell(field.value()).stream())
            .forEach(labels::add);
      }
    }
    return labels;
  }

  /** Tables have classes, not entities. */
  @Override
  protected void label(JCas cas, Token token, String label) {
    if (!name.equals("csv")) {
      super.label(cas, token, label);
    } else {
      WrittenLabels.classify(cas, token, label);
    }
  }
}
