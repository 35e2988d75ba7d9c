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
 * The SHA-256 of bytes that come piece by piece.
 *
 * <pre>{@code
 * String hash = Sha256.of(bytes);
 * String same = new Sha256().add(some).add(others).hex();
 * }</pre>
 */
public final class Sha256 {

  private final MessageDigest digest;

  /** Of no bytes yet. */
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

  /** The hash of what is left of {@code stream}, in hexadecimal; the caller closes it. */
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

  /** Adds what is left of {@code bytes}, which has nothing left afterwards. */
  public Sha256 add(ByteBuffer bytes) {
    digest.update(bytes);
    return this;
  }

  /** {@code stream}, of which each byte that is read is added. */
  public InputStream through(InputStream stream) {
    return new DigestInputStream(stream, digest);
  }

  /** The 32 bytes of the hash, which then begins anew. */
  public byte[] bytes() {
    return digest.digest();
  }

  /** The hash as 64 hexadecimal digits; it then begins anew. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }
}
