package org.cascadenlp.core.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.cascadenlp.core.Golden;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models in jars are opened as files from a cache shared between processes. */
class ClassPathFilesTest {

  @TempDir Path folder;

  private final Map<String, String> content = new LinkedHashMap<>();
  private Path cache;

  @BeforeEach
  void fill() throws IOException {
    cache = folder.resolve("cache");
    System.setProperty(ModelCache.PROPERTY, cache.toString());
    content.put("a/heads/one/model.json", "{}");
    content.put("a/heads/two/model.json", "{ }");
    content.put("a/words.vectors", "w");
    content.put("a/", "");
    content.put("a/heads/", "");
    index("a/heads/", "one/model.json", "two/model.json");
  }

  @AfterEach
  void forget() {
    System.clearProperty(ModelCache.PROPERTY);
  }

  private void index(String top, String... names) {
    StringBuilder lines = new StringBuilder();
    for (String name : names) {
      byte[] bytes = content.get(top + name).getBytes(StandardCharsets.UTF_8);
      lines.append(Sha256.of(bytes)).append("  ").append(name).append('\n');
    }
    content.put(top + "index.txt", lines.toString());
  }

  private Path jar() throws IOException {
    Path jar = Files.createTempFile(folder, "models", ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out)) {
      for (Map.Entry<String, String> entry : content.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private Path find(String name) throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar().toUri().toURL()}, null)) {
      return new ClassPathFiles(loader, new ModelCache()).find(name);
    }
  }

  private List<String> cached() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> cache.relativize(f).toString().replaceAll("[0-9a-f]{64}", "HASH"))
          .sorted()
          .toList();
    }
  }

  @Test
  void theFilesInTheIndexOfAFolderAreUnpacked() throws IOException {
    Path heads = find("a/heads");
    assertThat(heads.resolve("two/model.json")).hasContent("{ }");
    assertThat(cached()).containsExactly("HASH/heads/one/model.json", "HASH/heads/two/model.json");
    assertThat(find("a/heads/")).as("the same content again").isEqualTo(heads);
  }

  @Test
  void aSingleFileNeedsNoIndex() throws IOException {
    Path file = find("a/words.vectors");
    assertThat(file).hasContent("w").hasFileName("words.vectors");
    index("a/", "words.vectors");
    assertThat(find("a/words.vectors")).isEqualTo(file);
  }

  @Test
  void otherContentIsUnpackedToAnotherEntry() throws IOException {
    Path before = find("a/words.vectors");
    content.put("a/words.vectors", "v");
    assertThat(find("a/words.vectors")).isNotEqualTo(before).hasContent("v");
    assertThat(before).hasContent("w");
  }

  @Test
  void aFileMissingInTheCacheIsUnpackedAgain() throws IOException {
    Path heads = find("a/heads");
    Files.delete(heads.resolve("one/model.json"));
    assertThat(find("a/heads").resolve("one/model.json")).hasContent("{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v", "[]", "longer than it was"})
  void aDamagedFileInTheCacheIsUnpackedAgain(String damaged) throws IOException {
    Path one = find("a/heads").resolve("one/model.json");
    Path words = find("a/words.vectors");
    Files.writeString(one, damaged);
    Files.writeString(words, damaged);
    assertThat(find("a/heads").resolve("one/model.json")).isEqualTo(one).hasContent("{}");
    assertThat(find("a/words.vectors")).isEqualTo(words).hasContent("w");
    assertThat(cached()).hasSize(3);
  }

  @Test
  void aFileDamagedWhileAPipelineIsOpenIsUnpackedAgain() throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar().toUri().toURL()}, null)) {
      ClassPathFiles files = new ClassPathFiles(loader, new ModelCache());
      Path words = files.find("a/words.vectors");
      FileTime before = Files.getLastModifiedTime(words);
      assertThat(files.find("a/words.vectors")).isEqualTo(words);
      assertThat(Files.getLastModifiedTime(words)).as("not written again").isEqualTo(before);
      Files.writeString(words, "cut");
      assertThat(files.find("a/words.vectors")).hasContent("w");
    }
  }

  @Test
  void aReaderOfADamagedFileIsNotDisturbedByItsReplacement() throws IOException {
    Path words = find("a/words.vectors");
    Files.writeString(words, "v");
    try (InputStream open = Files.newInputStream(words)) {
      assertThat(find("a/words.vectors")).hasContent("w");
      assertThat(open.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("v");
    }
  }

  @Test
  void foldersWithoutIndexAndMissingFilesAreNotFound() throws IOException {
    assertThat(find("a")).isNull();
    assertThat(find("a/none")).isNull();
    assertThat(find("all-minilm-l6-v2")).isNull();
  }

  @Test
  void filesInAFolderOfTheClassPathAreNotCopied() throws IOException {
    Path classes = folder.resolve("classes");
    Path index = classes.resolve("a/heads/index.txt");
    Files.createDirectories(index.getParent());
    Files.writeString(index, content.get("a/heads/index.txt"));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
      ClassPathFiles files = new ClassPathFiles(loader, new ModelCache());
      assertThat(files.find("a/heads")).isEqualTo(index.getParent());
      assertThat(files.find("a/heads/index.txt")).isEqualTo(index);
    }
    assertThat(cache).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void severalThreadsMayUnpackAtOnce(boolean damaged) throws Exception {
    content.put("a/words.vectors", "w".repeat(1 << 20));
    Path jar = jar();
    if (damaged) {
      Files.writeString(find("a/words.vectors"), "w".repeat(1 << 10));
    }
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Callable<Path>> tasks = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      tasks.add(
          () -> {
            try (URLClassLoader own = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
              return new ClassPathFiles(own, new ModelCache()).find("a/words.vectors");
            }
          });
    }
    for (Future<Path> found : pool.invokeAll(tasks)) {
      assertThat(found.get()).hasSize(1 << 20);
    }
    pool.shutdown();
    assertThat(cached()).containsExactly("HASH/words.vectors");
  }

  @Test
  void errorsOfReadingAndWritingAreOneLine() throws IOException {
    StringBuilder texts = new StringBuilder();
    Files.writeString(cache, "in the way");
    append(texts, "a cache that cannot be made", "a/heads");
    Files.delete(cache);
    content.put("a/heads/one/model.json", "{  }");
    append(texts, "another file than the index says", "a/heads");
    content.remove("a/heads/one/model.json");
    append(texts, "a file that is missing", "a/heads");
    content.put("a/heads/index.txt", "0".repeat(64) + "  ../up\n");
    append(texts, "an index that leads out", "a/heads");
    Golden.verify("class-path-files", texts.toString());
  }

  private void append(StringBuilder texts, String name, String resource) {
    assertThatThrownBy(() -> find(resource))
        .isInstanceOf(CascadeException.class)
        .satisfies(
            error ->
                texts
                    .append(name)
                    .append("\n    ")
                    .append(
                        error
                            .getMessage()
                            .replace(folder.toString(), "{folder}")
                            .replaceAll("models\\d+\\.jar", "models.jar")
                            .replaceAll("[0-9a-f]{64}", "HASH"))
                    .append('\n'));
  }
}
