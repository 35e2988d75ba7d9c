package org.cascadenlp.formats.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every text of a page has enough contrast with its background: WCAG 2.2, 1.4.3, level AA. */
class ContrastTest {

  private static final double LEAST = 4.5;
  private static final String STYLE = StyleSheet.load().text();

  @Test
  void labelsAndTextHaveEnoughContrastOnEveryColourInLightAndDarkMode() {
    List<String> schemes = all(":root \\{([^}]*)\\}");
    List<String> hues = all("--h: (\\d+);");
    assertThat(schemes).hasSize(2);
    assertThat(hues).hasSize(Palette.SIZE);
    for (String scheme : schemes) {
      double ink = luminance(value(scheme, "ink"));
      double page = luminance(value(scheme, "page"));
      assertThat(contrast(luminance(value(scheme, "soft")), page)).isGreaterThan(LEAST);
      assertThat(contrast(luminance(value(scheme, "bar")), page)).isGreaterThan(LEAST);
      for (String hue : hues) {
        double fill = luminance(hue, 0.7, value(scheme, "fill"));
        double edge = luminance(hue, 0.55, value(scheme, "edge"));
        assertThat(contrast(ink, fill)).as("text on hue %s", hue).isGreaterThan(LEAST);
        assertThat(contrast(luminance(value(scheme, "on")), edge))
            .as("label on hue %s", hue)
            .isGreaterThan(LEAST);
      }
    }
  }

  private static List<String> all(String pattern) {
    List<String> found = new ArrayList<>();
    for (Matcher m = Pattern.compile(pattern).matcher(STYLE); m.find(); ) {
      found.add(m.group(1));
    }
    return found;
  }

  private static String value(String scheme, String name) {
    Matcher m = Pattern.compile("--" + name + ": ([^;]*);").matcher(scheme);
    assertThat(m.find()).as(name).isTrue();
    return m.group(1);
  }

  private static double contrast(double a, double b) {
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String hex) {
    String digits = hex.length() == 4 ? hex.replaceAll("([0-9a-f])", "$1$1") : hex;
    int rgb = Integer.parseInt(digits.substring(1), 16);
    return luminance((rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
  }

  /** CSS Color 4, section 7.1: from hue, saturation and lightness. */
  private static double luminance(String hue, double saturation, String percent) {
    double lightness = Double.parseDouble(percent.replace("%", "")) / 100;
    double[] rgb = new double[3];
    double spread = saturation * Math.min(lightness, 1 - lightness);
    for (int i = 0; i < 3; i++) {
      double k = (new int[] {0, 8, 4}[i] + Double.parseDouble(hue) / 30) % 12;
      rgb[i] = lightness - spread * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1));
    }
    return luminance(rgb[0], rgb[1], rgb[2]);
  }

  private static double luminance(double red, double green, double blue) {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(double c) {
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
