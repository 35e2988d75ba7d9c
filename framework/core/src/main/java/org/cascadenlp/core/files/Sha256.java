package org.cascadenlp.core.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Computes the SHA-256 of bytes incrementally.
 *
 * <pre>{@code
 * String hash = Sha256.of(bytes);
 * String same = new Sha256().add(some).add(others).hex();
 * }</pre>
 */
public final class Sha256 {

  private final MessageDigest digest;

  /** The hash of no bytes. */
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The hash of {@code bytes}, in hexadecimal. */
  public static String of(byte[] bytes) {
    return new Sha256().add(bytes).hex();
  }

  /**
   * The hash of the remaining bytes of {@code stream}, in hexadecimal; the caller closes the
   * stream.
   */
  public static String of(InputStream stream) throws IOException {
    Sha256 hash = new Sha256();
    hash.through(stream).transferTo(OutputStream.nullOutputStream());
    return hash.hex();
  }

  /** Adds {@code bytes}. */
  public Sha256 add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  /** Adds the remaining bytes of {@code bytes} and advances its position to its limit. */
  public Sha256 add(ByteBuffer bytes) {
    digest.update(bytes);
    return this;
  }

  /** A view of {@code stream} that adds each byte read from it. */
  InputStream through(InputStream stream) {
    return new DigestInputStream(stream, digest);
  }

  /** The 32 bytes of the hash; afterwards this object is empty again. */
  public byte[] bytes() {
    return digest.digest();
  }

  /** The hash as 64 hexadecimal digits; afterwards this object is empty again. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }
}
