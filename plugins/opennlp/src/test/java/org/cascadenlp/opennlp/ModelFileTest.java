package org.cascadenlp.opennlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.types.ScoredPos;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model files of users, models in added jars, and invalid files. */
class ModelFileTest {

  private static final String ENGLISH = "opennlp-en-ud-ewt-pos-1.3-2.5.4.bin";
  private static final String[] TAGS = {"OpenNlpSegmenter", "OpenNlpPosTagger"};

  @TempDir private Path folder;

  @AfterEach
  void everyModelIsClosed() {
    assertThat(ModelStore.shared().size()).isZero();
  }

  @Test
  void aUsersModelIsUsedForEveryLanguage() throws IOException {
    Files.write(folder.resolve("own.bin"), english());
    try (Pipeline pipeline =
        Parts.pipeline(folder, Map.of("OpenNlpPosTagger.model", "own.bin"), TAGS)) {
      JCas cas = pipeline.annotate("A dog.");
      assertThat(cas.getDocumentLanguage()).isEqualTo("x-unspecified");
      assertThat(cas.select(ScoredPos.class).map(ScoredPos::getPosValue).toList())
          .containsExactly("DET", "NOUN", "PUNCT");
      assertThat(cas.select(ScoredPos.class).map(ScoredPos::getSource).toList())
          .contains("OpenNlpPosTagger own");
    }
  }

  @Test
  void aJarAddsItsLanguage() throws Exception {
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(english()));
    Path jar = jar("opennlp-xq-ud-made-pos-1.3-2.5.4.bin", "xq", hash);
    Map<String, String> settings = Map.of("OpenNlpPosTagger.language", "xq");
    assertThatThrownBy(() -> Parts.pipeline(folder, settings, TAGS))
        .hasMessageContaining("there is no published model for the language 'xq'");
    try (Pipeline pipeline = Parts.pipeline(folder, settings, List.of(jar), TAGS)) {
      assertThat(
              pipeline
                  .annotate("A dog.")
                  .select(ScoredPos.class)
                  .map(ScoredPos::getSource)
                  .toList())
          .contains("OpenNlpPosTagger opennlp-xq-ud-made-pos-1.3-2.5.4");
    }
  }

  @Test
  void aJarWithAWrongModelHashIsRefused() throws Exception {
    Path jar = jar("opennlp-xq-ud-made-pos-1.3-2.5.4.bin", "xq", "00");
    assertThatThrownBy(
            () ->
                Parts.pipeline(
                    folder, Map.of("OpenNlpPosTagger.language", "xq"), List.of(jar), TAGS))
        .hasMessageContaining("its hash is not the one in its model.properties")
        .hasMessageEndingWith("; get org.apache.opennlp:opennlp-models-pos-xq again");
  }

  @Test
  void aModelOfAnotherKindIsRefused() throws IOException {
    refused(
        Parts.model("opennlp-en-ud-ewt-lemmas-1.3-2.5.4.bin").readAllBytes(),
        "it is a model for StatisticalLemmatizer");
  }

  @Test
  void aTruncatedModelIsRefused() throws IOException {
    byte[] model = english();
    for (int length : new int[] {0, 3, 100, 2_000, model.length / 2, model.length - 40_000}) {
      refused(Arrays.copyOf(model, length), "");
    }
  }

  @Test
  void aCorruptModelIsRefused() throws IOException {
    refused("PK is how a zip begins".getBytes(StandardCharsets.UTF_8), "it is not a zip file");
    refused(zip("readme.txt", new byte[10]), "it has no manifest that names its kind");
    refused(zip("manifest.properties", "a=\\uZZZZ".getBytes(StandardCharsets.UTF_8)), "manifest");
    String manifest =
        "Component-Name=POSTaggerME\nManifest-Version=1.0\nOpenNLP-Version=2.5.4\nLanguage=en\n"
            + "factory=opennlp.tools.postag.POSTaggerFactory\n";
    byte[] only = manifest.getBytes(StandardCharsets.UTF_8);
    refused(zip("manifest.properties", only), "");
    // an impossible count of predicates
    byte[] counts = {0, 3, 'G', 'I', 'S', 0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0, 0, 0, 0};
    refused(zip("manifest.properties", only, "pos.model", counts), "");
    counts[5] = (byte) 0xFF;
    refused(zip("manifest.properties", only, "pos.model", counts), "");
  }

  @Test
  void aForeignFactoryClassIsNotLoaded() throws IOException {
    String manifest =
        "Component-Name=POSTaggerME\nManifest-Version=1.0\nOpenNLP-Version=2.5.4\nLanguage=en\n"
            + "factory=org.cascadenlp.opennlp.ModelFileTest$Hostile\n";
    refused(zip("manifest.properties", manifest.getBytes(StandardCharsets.UTF_8)), "");
    assertThat(System.getProperty("cascade.hostile")).isNull();
  }

  /** The class named by a malicious manifest. */
  public static final class Hostile {
    static {
      System.setProperty("cascade.hostile", "loaded");
    }
  }

  @Test
  void aZipBombIsRefused() throws IOException {
    Path file = folder.resolve("bomb.bin");
    byte[] zeros = new byte[1 << 20];
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("pos.model"));
      for (int i = 0; i <= 512; i++) {
        zip.write(zeros);
      }
    }
    refused(Files.readAllBytes(file), "it unpacks to more than 512 MiB");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i <= 1_000; i++) {
        zip.putNextEntry(new ZipEntry("part" + i));
      }
    }
    refused(bytes.toByteArray(), "it has more than 1000 parts");
  }

  private void refused(byte[] model, String problem) throws IOException {
    Path file = Files.write(folder.resolve("model.bin"), model);
    assertThatThrownBy(
            () -> Parts.pipeline(folder, Map.of("OpenNlpPosTagger.model", file.toString()), TAGS))
        .hasMessageStartingWith(
            "OpenNlpPosTagger (OpenNlpPosTagger): parameter model = '"
                + file
                + "': this is not a complete OpenNLP POSModel (")
        .hasMessageContaining(problem)
        .hasMessageEndingWith(
            "; use a model file such as the one in org.apache.opennlp:opennlp-models-pos-en");
  }

  private static byte[] english() throws IOException {
    try (InputStream stream = Parts.model(ENGLISH)) {
      return stream.readAllBytes();
    }
  }

  private Path jar(String file, String language, String hash) throws IOException {
    String properties =
        "model.name=" + file + "\nmodel.language=" + language + "\nmodel.sha256=" + hash + "\n";
    byte[] zip =
        zip("model.properties", properties.getBytes(StandardCharsets.UTF_8), file, english());
    return Files.write(folder.resolve("language.jar"), zip);
  }

  private static byte[] zip(Object... namesAndBytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndBytes.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
        zip.write((byte[]) namesAndBytes[i + 1]);
      }
    }
    return bytes.toByteArray();
  }
}
