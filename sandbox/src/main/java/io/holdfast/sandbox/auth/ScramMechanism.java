package io.holdfast.sandbox.auth;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The two SCRAM variants that a 4.4 server offers, with its iteration counts.
public enum ScramMechanism {
  SHA_1("SCRAM-SHA-1", "SHA-1", "HmacSHA1", 10_000, 16),
  SHA_256("SCRAM-SHA-256", "SHA-256", "HmacSHA256", 15_000, 28);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String mechanism;
  private final String digest;
  private final String mac;
  private final int iterations;
  private final int saltBytes;

  ScramMechanism(String mechanism, String digest, String mac, int iterations, int saltBytes) {
    this.mechanism = mechanism;
    this.digest = digest;
    this.mac = mac;
    this.iterations = iterations;
    this.saltBytes = saltBytes;
  }

  /// Its name on the wire and in the stored credentials.
  public String mechanism() {
    return mechanism;
  }

  public static Optional<ScramMechanism> named(String name) {
    for (ScramMechanism each : values()) {
      if (each.mechanism.equals(name)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /// What the server stores of a password: `{iterationCount, salt, storedKey, serverKey}`.
  public Doc credentials(String user, String password) {
    byte[] salt = new byte[saltBytes];
    RANDOM.nextBytes(salt);
    byte[] salted = salted(secret(user, password), salt);
    Base64.Encoder base64 = Base64.getEncoder();
    return new DocBuilder()
        .put("iterationCount", iterations)
        .put("salt", base64.encodeToString(salt))
        .put("storedKey", base64.encodeToString(hash(hmac(salted, "Client Key"))))
        .put("serverKey", base64.encodeToString(hmac(salted, "Server Key")))
        .build();
  }

  /// SCRAM-SHA-1 hashes the password with the user's name first, for the old storage's sake.
  private byte[] secret(String user, String password) {
    if (this == SHA_256) {
      return password.getBytes(StandardCharsets.UTF_8);
    }
    byte[] old = (user + ":mongo:" + password).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(digest("MD5", old)).getBytes(StandardCharsets.UTF_8);
  }

  /// Hi(secret, salt, iterations) of RFC 5802.
  private byte[] salted(byte[] secret, byte[] salt) {
    byte[] first = Arrays.copyOf(salt, salt.length + 4);
    first[first.length - 1] = 1;
    try {
      Mac function = Mac.getInstance(mac);
      function.init(new SecretKeySpec(secret, mac));
      byte[] block = function.doFinal(first);
      byte[] result = block.clone();
      for (int i = 1; i < iterations; i++) {
        block = function.doFinal(block);
        for (int j = 0; j < result.length; j++) {
          result[j] ^= block[j];
        }
      }
      return result;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  byte[] hmac(byte[] key, String text) {
    try {
      Mac function = Mac.getInstance(mac);
      function.init(new SecretKeySpec(key, mac));
      return function.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  byte[] hash(byte[] bytes) {
    return digest(digest, bytes);
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
