package io.holdfast.activities.repository.key;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// A key that people keep: 256 random bits, in text `hfk1_` and 43 characters of base64url. It is
/// never used itself; what it does is done by keys derived from it, one for each purpose, so that
/// nothing of one purpose can pass for another. `docs/repository-format.md` has them all.
///
/// Two are equal when their ids are, which are derived from the bits.
public final class RepositoryKey {
  private static final int LENGTH = 32;
  private static final int ID_LENGTH = 8;
  private static final int CHECK_LENGTH = 16;
  private static final String PREFIX = "hfk1_";
  private static final Pattern TEXT = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

  private final byte[] secret;
  private final String id;

  private RepositoryKey(byte[] secret) {
    this.secret = secret;
    this.id = HexFormat.of().formatHex(derive("holdfast key id", ID_LENGTH));
  }

  /// A new one.
  public static RepositoryKey generate() {
    byte[] secret = new byte[LENGTH];
    new SecureRandom().nextBytes(secret);
    return new RepositoryKey(secret);
  }

  /// The key in `text`.
  ///
  /// @param where where the text was found, for the error, which does not repeat the text
  /// @throws HoldfastException VALIDATION_FAILED
  public static RepositoryKey parse(String text, String where) {
    String trimmed = text.strip();
    if (!TEXT.matcher(trimmed).matches()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "What '%s' holds is no Holdfast key.".formatted(where),
          "A key begins with %s and has 48 characters; 'holdfast repo key generate FILE' makes one."
              .formatted(PREFIX));
    }
    return new RepositoryKey(Base64.getUrlDecoder().decode(trimmed.substring(PREFIX.length())));
  }

  /// The key as text, to be kept by people: the one secret.
  public String text() {
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /// Its name, 16 hexadecimal digits, from which nothing can be told of the key.
  public String id() {
    return id;
  }

  /// What shows, in one repository, that a key is this one.
  String check(String repositoryId) {
    return HexFormat.of().formatHex(derive("holdfast key check " + repositoryId, CHECK_LENGTH));
  }

  /// Encrypts `plain` for `purpose`, bound to `place`.
  byte[] encrypt(KeyPurpose purpose, byte[] plain, String place) {
    try {
      return cipher(purpose).encrypt(plain, place.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  /// The reverse of [#encrypt]; empty when this key did not encrypt it for this purpose and place.
  Optional<byte[]> decrypt(KeyPurpose purpose, byte[] encrypted, String place) {
    try {
      return Optional.of(
          cipher(purpose).decrypt(encrypted, place.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private AesGcmJce cipher(KeyPurpose purpose) throws GeneralSecurityException {
    return new AesGcmJce(derive(purpose.label(), LENGTH));
  }

  private byte[] derive(String label, int length) {
    try {
      return Hkdf.computeHkdf(
          "HmacSha256", secret, new byte[0], label.getBytes(StandardCharsets.UTF_8), length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RepositoryKey key && key.id.equals(id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /// Never the key.
  @Override
  public String toString() {
    return "key " + id;
  }
}
