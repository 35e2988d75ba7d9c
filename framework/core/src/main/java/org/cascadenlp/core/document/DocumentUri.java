package org.cascadenlp.core.document;

import java.nio.charset.StandardCharsets;

/**
 * The URI of a document, made from its name: a relative reference (RFC 3986, section 4.2), which is
 * the same on every machine and is resolved against the folder of the documents.
 */
public final class DocumentUri {

  /** The prefix of every document's URI: DKPro Core's {@code documentBaseUri}. */
  public static final String BASE = "./";

  private static final String PLAIN = "-._~/"; // unreserved, like letters and digits

  private DocumentUri() {}

  /**
   * The URI of the document called {@code name}.
   *
   * @param name relative to the input, with {@code /} between folders
   */
  public static String of(String name) {
    StringBuilder uri = new StringBuilder(BASE);
    for (byte unit : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (unit & 0xFF);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (letter || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0) {
        uri.append(c);
      } else {
        uri.append(String.format("%%%02X", (int) c));
      }
    }
    return uri.toString();
  }
}
