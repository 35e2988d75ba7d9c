package org.cascadenlp.batch.report;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.uima.impl.UimaVersion;

/** Writes a batch report as {@code run.json}: options, versions, counts, times and failures. */
public final class RunJson {

  private RunJson() {}

  /**
   * Writes the report.
   *
   * @param choices the user's options by name: pipeline, format, workers and so on
   */
  public static void write(BatchReport report, Map<String, Object> choices, OutputStream out)
      throws IOException {
    Writer file = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    JsonWriter json = new JsonWriter(file);
    json.setFormattingStyle(FormattingStyle.PRETTY);
    json.setHtmlSafe(false);
    json.beginObject();
    json.name("outcome").value(report.notReached() > 0 ? "interrupted" : "complete");
    for (Map.Entry<String, Object> choice : choices.entrySet()) {
      value(json.name(choice.getKey()), choice.getValue());
    }
    versions(json);
    json.name("documents").beginObject();
    json.name("found").value(report.found());
    json.name("done").value(report.done());
    json.name("failed").value(report.failed().size());
    json.name("skipped").value(report.skipped());
    json.name("notReached").value(report.notReached());
    json.name("empty").value(report.empty());
    json.endObject();
    json.name("characters").value(report.characters());
    json.name("tokens").value(report.tokens());
    json.name("seconds").value(round(report.seconds()));
    json.name("documentsPerSecond").value(round(report.perSecond(report.done())));
    json.name("tokensPerSecond").value(round(report.perSecond(report.tokens())));
    json.name("components").beginArray();
    for (ComponentTime part : report.components()) {
      json.beginObject();
      json.name("role").value(part.role());
      json.name("seconds").value(round(part.seconds()));
      json.name("documents").value(part.documents());
      json.endObject();
    }
    json.endArray();
    json.name("failed").beginArray();
    for (Failure failure : report.failed()) {
      json.beginObject();
      json.name("document").value(failure.document());
      json.name("cause").value(failure.cause());
      json.endObject();
    }
    json.endArray();
    texts(json.name("stale"), report.stale());
    json.name("notRead").beginArray();
    for (NotRead left : report.notRead()) {
      json.beginObject();
      json.name("file").value(left.file());
      json.name("reason").value(left.reason());
      json.endObject();
    }
    json.endArray();
    json.name("replacedCharacters").beginArray();
    for (BatchReport.Replaced document : report.replaced()) {
      json.beginObject();
      json.name("document").value(document.document());
      json.name("characters").value(document.characters());
      json.endObject();
    }
    json.endArray();
    texts(json.name("troubles"), report.troubles());
    texts(json.name("notes"), report.notes());
    json.endObject();
    file.write('\n');
    file.flush();
  }

  private static void texts(JsonWriter json, List<String> texts) throws IOException {
    json.beginArray();
    for (String text : texts) {
      json.value(text);
    }
    json.endArray();
  }

  private static void versions(JsonWriter json) throws IOException {
    json.name("versions").beginObject();
    json.name("cascade").value(cascadeVersion());
    json.name("uima").value(UimaVersion.getFullVersionString());
    json.name("java").value(Runtime.version().toString());
    json.endObject();
  }

  public static String cascadeVersion() {
    String path = "/META-INF/maven/org.cascadenlp/cascade-batch/pom.properties";
    try (InputStream in = RunJson.class.getResourceAsStream(path)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "development");
    } catch (IOException e) {
      throw new UncheckedIOException(e); // from our own jar
    }
  }

  private static void value(JsonWriter json, Object value) throws IOException {
    if (value instanceof Number number) {
      json.value(number);
    } else if (value instanceof Map<?, ?> map) {
      json.beginObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.name(String.valueOf(entry.getKey())).value(String.valueOf(entry.getValue()));
      }
      json.endObject();
    } else if (value instanceof List<?> list) {
      texts(json, list.stream().map(String::valueOf).toList());
    } else {
      json.value(value.toString());
    }
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
