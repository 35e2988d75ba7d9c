package org.cascadenlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Tests in which locale the script {@code cascade} starts Java. */
@DisabledOnOs(OS.WINDOWS)
class LauncherLocaleTest extends LauncherFixture {

  /** A C library with the locales C, C.UTF-8 and de_DE.UTF-8. */
  private void installLocales() throws IOException {
    script(
        "locale",
        """
        #!/bin/sh
        for part in "${LC_ALL:-${LC_TIME:-${LANG:-C}}}" "${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}"; do
          case $part in
            C | POSIX) map=ANSI_X3.4-1968 ;;
            C.UTF-8 | de_DE.UTF-8) map=UTF-8 ;;
            *) echo "locale: Cannot set $part" >&2; map=ANSI_X3.4-1968 ;;
          esac
        done
        echo $map
        """);
  }

  private String locale(Map<String, String> environment, String said) throws Exception {
    Ran ran = run(checkout.resolve("cascade"), environment);
    assertThat(ran.err().lines().filter(line -> line.startsWith("cascade: the locale")).toList())
        .isEqualTo(said.isEmpty() ? List.of() : List.of("cascade: the locale " + said));
    return ran.out().lines().filter(line -> line.startsWith("LANG=")).findFirst().orElseThrow();
  }

  @Test
  void aLocaleThatIsInstalledIsKeptButForTheLanguageOfMessages() throws Exception {
    installLocales();
    assertThat(locale(Map.of("LC_ALL", "de_DE.UTF-8"), ""))
        .isEqualTo("LANG= LC_ALL= LC_CTYPE=de_DE.UTF-8 LC_MESSAGES=C LC_TIME=");
    assertThat(locale(Map.of("LANG", "de_DE.UTF-8", "LC_TIME", "C"), ""))
        .isEqualTo("LANG=de_DE.UTF-8 LC_ALL= LC_CTYPE=de_DE.UTF-8 LC_MESSAGES=C LC_TIME=C");
  }

  @Test
  void namesOfFilesHaveUtf8WithoutALocale() throws Exception {
    String utf8 = "LC_ALL= LC_CTYPE=C.UTF-8 LC_MESSAGES=C LC_TIME=";
    assertThat(locale(Map.of(), "")).isEqualTo("LANG= " + utf8);
    installLocales();
    assertThat(locale(Map.of(), "")).isEqualTo("LANG= " + utf8);
    assertThat(locale(Map.of("LANG", "C"), "")).isEqualTo("LANG=C " + utf8);
  }

  @Test
  void aLocaleThatIsNotInstalledIsSaidAndReplaced() throws Exception {
    installLocales();
    String utf8 = "LANG=C.UTF-8 LC_ALL= LC_CTYPE=C.UTF-8 LC_MESSAGES=C LC_TIME=";
    String said = " is not installed; using C.UTF-8";
    assertThat(locale(Map.of("LANG", "fr_FR.UTF-8"), "fr_FR.UTF-8" + said)).isEqualTo(utf8);
    assertThat(locale(Map.of("LC_CTYPE", "UTF-8", "LANG", "C.UTF-8"), "UTF-8" + said))
        .isEqualTo(utf8);
    assertThat(locale(Map.of("LANG", "C.UTF-8", "LC_TIME", "fr_FR.UTF-8"), "")).isEqualTo(utf8);
  }
}
