package org.cascadenlp.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonParser;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.uima.cas.impl.XmiCasDeserializer;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.document.LabelEscapes;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.testkit.TestDocuments;
import org.cascadenlp.testkit.format.WriterContract;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped output format keeps the contract. */
@ParameterizedClass
@MethodSource("names")
class ShippedWritersTest extends WriterContract {

  private static final Pattern SHOWN = Pattern.compile("<b data-l=\"([^\"]*)\"");

  @TempDir private Path folder;

  @Parameter String name;

  static Set<String> names() {
    return new TreeSet<>(OfferedServices.outputs().keySet());
  }

  @Override
  protected OutputFormat format() {
    return Objects.requireNonNull(OfferedServices.outputs().get(name));
  }

  @Override
  protected List<String> labels(byte[] document) throws Exception {
    String text = new String(document, UTF_8);
    return switch (name) {
      case "xmi" -> inXmi(document);
      case "json" ->
          WrittenLabels.ofEntities(
              JsonParser.parseString(text)
                  .getAsJsonObject()
                  .getAsJsonArray("annotations")
                  .asList()
                  .stream()
                  .map(one -> one.getAsJsonObject()));
      case "jsonl" ->
          WrittenLabels.ofEntities(
              text.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()));
      case "conll" -> inConll(document);
      case "tsv" ->
          text.lines()
              .map(line -> line.split("\t", -1))
              .filter(columns -> columns[2].equals("NamedEntity"))
              .map(columns -> LabelEscapes.unescape(columns[3]))
              .toList();
      case "html" -> inHtml(text);
      case "csv" -> inCsv(document);
      default -> throw new IllegalStateException("no reader of " + name + " here");
    };
  }

  private static List<String> inXmi(byte[] document) throws Exception {
    JCas cas = TestDocuments.empty();
    XmiCasDeserializer.deserialize(new ByteArrayInputStream(document), cas.getCas());
    return cas.select(NamedEntity.class).map(NamedEntity::getValue).toList();
  }

  private List<String> inConll(byte[] document) throws Exception {
    Path file = Files.write(folder.resolve("written.conll"), document);
    List<String> labels = new ArrayList<>();
    InputFormat reader = Objects.requireNonNull(OfferedServices.formats().get("conll"));
    try (DocumentSource source = reader.open(file, InputOptions.gold(Map.of()))) {
      JCas gold = TestDocuments.empty();
      Objects.requireNonNull(source.next()).fill(TestDocuments.empty(), gold);
      gold.select(NamedEntity.class).map(NamedEntity::getValue).forEach(labels::add);
    }
    return labels;
  }

  /** The classes of the only row, which semicolons separate. */
  private List<String> inCsv(byte[] document) throws Exception {
    Path file = Files.write(folder.resolve("written.csv"), document);
    InputFormat reader = Objects.requireNonNull(OfferedServices.formats().get("csv"));
    try (DocumentSource source = reader.open(file, InputOptions.texts(Map.of()))) {
      String classes = Objects.requireNonNull(source.next()).fields().get(2).value();
      return WrittenLabels.inCell(classes);
    }
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

  private static List<String> inHtml(String page) {
    List<String> labels = new ArrayList<>();
    for (Matcher found = SHOWN.matcher(page); found.find(); ) {
      labels.add(
          found
              .group(1)
              .replace("&lt;", "<")
              .replace("&gt;", ">")
              .replace("&quot;", "\"")
              .replace("&#39;", "'")
              .replace("&#13;", "\r")
              .replace("&amp;", "&"));
    }
    return labels;
  }
}
