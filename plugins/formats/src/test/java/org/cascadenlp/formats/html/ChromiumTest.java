package org.cascadenlp.formats.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens pages in a real browser: Chromium on the PATH, or {@code -Dcascade.chromium=FILE}. Without
 * Chromium these tests print that they are skipped.
 */
class ChromiumTest {

  private static final String SCRIPT = "<script>document.title='hacked'</script>";
  private static final String TEXT =
      "Ada \"><img src=x onerror=\"document.title='hacked'\"> & "
          + SCRIPT
          + "\r\n\r\n\ttab  two blanks\rlone return\u05e9\u05dc\u05d5\u05dd 😀 </div></main>"
          + "&lt;b&gt; <svg onload=document.title='hacked'>\n";

  private static Path chromium = Path.of("");

  @TempDir Path folder;

  @BeforeAll
  static void find() {
    List<String> candidates = new ArrayList<>();
    String named = System.getProperty("cascade.chromium", "");
    if (!named.isEmpty()) {
      candidates.add(named);
    } else {
      for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
        for (String name : List.of("chromium", "google-chrome", "chromium-browser")) {
          candidates.add(place + File.separator + name);
        }
      }
    }
    for (String candidate : candidates) {
      if (Files.isExecutable(Path.of(candidate))) {
        chromium = Path.of(candidate);
        return;
      }
    }
    String skipped =
        "ChromiumTest is skipped: there is no chromium on the PATH; name one with"
            + " -Dcascade.chromium=FILE";
    System.err.println(skipped);
    Assumptions.abort(skipped);
  }

  /** The DOM that the browser builds of {@code page}, serialised as HTML. */
  private String seen(String page) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("page.html"), page);
    Path out = folder.resolve("seen.html");
    Process process =
        new ProcessBuilder(
                chromium.toString(),
                "--headless",
                "--no-sandbox", // the pages are our own, and containers allow no sandbox
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + folder.resolve("profile"),
                "--dump-dom",
                file.toUri().toString())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("chromium has ended").isTrue();
    assertThat(process.exitValue()).isZero();
    return Files.readString(out);
  }

  private static Document hostile() {
    Document document = new Document(TEXT);
    document.entity(0, 12, SCRIPT, 0.5f).entity(4, 30, "\"><img src=x onerror=x>", 0.5f);
    document.entity(20, 60, "LOC", 0.9f).tag("blanks", SCRIPT, "blank").chunk("two blanks", "NP");
    document.sentence(0, 10).label(0, 10, SCRIPT, "\"><script>", 0.9f);
    return document.label(0, TEXT.length(), SCRIPT, "\"><script>", 0.9f);
  }

  @Test
  void theBrowserShowsTheTextOfTheDocumentAndRunsNoScriptInIt() throws Exception {
    String seen = seen(hostile().page());
    assertThat(Document.textContent(Document.markup(seen))).isEqualTo(TEXT);
    assertThat(seen)
        .contains("<title>folder/a.txt</title>")
        .doesNotContain("<script", "<img", "<svg");
    assertThat(seen.split("<mark", -1))
        .as("two of the five elements are split in two")
        .hasSize(1 + 5);
  }

  @Test
  void theContentSecurityPolicyBlocksAnInsertedScript() throws Exception {
    String page = hostile().page();
    String broken = page.replace("</body>", SCRIPT + "</body>");
    assertThat(seen(broken)).contains("<title>folder/a.txt</title>");
    String unguarded = broken.replaceAll("<meta http-equiv[^>]*>", "");
    assertThat(seen(unguarded))
        .as("the same page without the policy: the script runs")
        .contains("<title>hacked</title>");
  }

  @Test
  void theContentSecurityPolicyAllowsTheStyleOfThePage() throws Exception {
    String script =
        "<script>document.title=getComputedStyle(document.querySelector('mark'))"
            + ".borderTopLeftRadius</script>";
    String page =
        new Document("Ada").entity(0, 3, "PER", 1).page().replace("</body>", script + "</body>");
    assertThat(seen(page.replace("default-src &#39;none&#39;", "script-src 'unsafe-inline'")))
        .contains("<title>4px</title>");
  }
}
