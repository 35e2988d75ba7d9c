package org.cascadenlp.core.loading;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Compiled;
import org.cascadenlp.core.Golden;
import org.cascadenlp.core.Plugin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A jar with an annotator that is not on the class path, compiled for each test. */
abstract class DropInFixture {

  static final String SOURCE =
      """
      package dropin;

      import com.google.inject.AbstractModule;
      import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
      import jakarta.inject.Inject;
      import org.apache.uima.jcas.JCas;
      import org.cascadenlp.core.Parameters;
      import org.cascadenlp.core.Plugin;
      import org.cascadenlp.core.PluginAnnotator;

      public final class DropIn extends PluginAnnotator {
        public static final class Label {
          final String text;
          Label(String text) { this.text = text; }
        }

        public static final class Services extends AbstractModule implements Plugin {
          @Override protected void configure() { bind(Label.class).toInstance(new Label("IN")); }
        }

        @Inject private Label label;

        @Override protected void configure(Parameters parameters) {}

        @Override protected void annotate(JCas cas) {
          NamedEntity all = new NamedEntity(cas, 0, cas.getDocumentText().length());
          all.setValue(label.text);
          all.addToIndexes();
        }
      }
      """;

  @TempDir Path folder;
  Path jars;

  @BeforeEach
  void build() throws IOException {
    jars = Files.createDirectory(folder.resolve("jars"));
    jar(compiled("DropIn", SOURCE, ""), jars.resolve("dropin.jar"));
  }

  /** The folder of a plugin's classes, compiled against {@code before} and then the class path. */
  Path compiled(String name, String source, String before) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Compiled.to(classes, "dropin/" + name, source, before);
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(Plugin.class.getName()), "dropin.DropIn$Services\n");
    String descriptor =
        Files.readString(Golden.resource("org/cascadenlp/core/parts/WordSplitter.xml"))
            .replace("org.cascadenlp.core.parts.WordSplitter", "dropin.DropIn");
    Files.writeString(classes.resolve("dropin/DropIn.xml"), descriptor);
    return classes;
  }

  static void jar(Path classes, Path jar) throws IOException {
    Compiled.jar(classes, jar);
  }

  Path pipeline() throws IOException {
    String names = Files.readString(Golden.resource("pipelines/names.xml"));
    return Files.writeString(
        folder.resolve("dropped.xml"),
        names.replace("org.cascadenlp.core.parts.WordMarker", "dropin.DropIn"));
  }

  static List<String> labels(JCas cas) {
    return cas.select(NamedEntity.class).map(NamedEntity::getValue).toList();
  }
}
