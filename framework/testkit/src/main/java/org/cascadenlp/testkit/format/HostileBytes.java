package org.cascadenlp.testkit.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Contents of files that are not in a format, or damaged. */
final class HostileBytes {

  private static final int CUTS = 12;
  private static final int CHANGES = 60;
  private static final int LONG_LINE = 200_000;

  private static final List<String> INSERTED =
      List.of(
          "\u0000", "\r", "\n\n\n", "\t", "\u2028", "\u0085", "\uFEFF", "\u200b", "\u202e", "\"",
          "\\", "\uFFFF", "e\u0301", "😀", "]]>");

  private HostileBytes() {}

  /** Damaged variants of {@code sound}, determined by its content. */
  static List<byte[]> of(byte[] sound) {
    List<byte[]> hostile = new ArrayList<>();
    hostile.add(new byte[0]);
    hostile.add(new byte[] {'\n'});
    hostile.add(new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
    hostile.add("x".repeat(LONG_LINE).getBytes(StandardCharsets.UTF_8));
    hostile.add(" \t ".repeat(LONG_LINE / 3).getBytes(StandardCharsets.UTF_8));
    for (int i = 1; i <= CUTS; i++) {
      hostile.add(Arrays.copyOf(sound, sound.length * i / (CUTS + 1)));
    }
    Random random = new Random(sound.length);
    for (String text : INSERTED) {
      byte[] added = text.getBytes(StandardCharsets.UTF_8);
      int at = random.nextInt(sound.length + 1);
      byte[] longer = Arrays.copyOf(sound, sound.length + added.length);
      System.arraycopy(added, 0, longer, at, added.length);
      System.arraycopy(sound, at, longer, at + added.length, sound.length - at);
      hostile.add(longer);
    }
    for (int i = 0; i < CHANGES && sound.length > 0; i++) {
      byte[] changed = sound.clone();
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      hostile.add(changed);
    }
    return hostile;
  }
}
