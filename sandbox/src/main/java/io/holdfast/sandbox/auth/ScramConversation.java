package io.holdfast.sandbox.auth;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.error.ServerError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The server's side of one login: two messages of the client, two answers (RFC 5802, section 3).
public final class ScramConversation {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final ScramMechanism mechanism;
  private final String user;
  private final String db;
  private final Doc credentials;
  private final String clientFirst;
  private final String serverFirst;
  private final String nonce;
  private boolean proven;

  private ScramConversation(
      ScramMechanism mechanism, String user, String db, Doc credentials, String clientFirst) {
    this.mechanism = mechanism;
    this.user = user;
    this.db = db;
    this.credentials = credentials;
    this.clientFirst = clientFirst;
    byte[] random = new byte[24];
    RANDOM.nextBytes(random);
    this.nonce =
        parse(clientFirst).getOrDefault("r", "") + Base64.getEncoder().encodeToString(random);
    this.serverFirst =
        "r=%s,s=%s,i=%d".formatted(nonce, credentials.string("salt"), iterations(credentials));
  }

  private static long iterations(Doc credentials) {
    var count = credentials.get("iterationCount");
    return count == null ? 0 : count.asLong();
  }

  /// Begins a login with the client's first message. `lookup` gives a user's stored credentials for
  /// the mechanism, or null.
  public static ScramConversation begin(
      ScramMechanism mechanism, String db, byte[] payload, Function<String, @Nullable Doc> lookup) {
    String message = new String(payload, StandardCharsets.UTF_8);
    int bare = message.indexOf("n=");
    if (bare < 0) {
      throw failed();
    }
    String clientFirst = message.substring(bare);
    String user = parse(clientFirst).getOrDefault("n", "").replace("=2C", ",").replace("=3D", "=");
    Doc credentials = lookup.apply(user);
    if (credentials == null) {
      throw failed();
    }
    return new ScramConversation(mechanism, user, db, credentials, clientFirst);
  }

  public String user() {
    return user;
  }

  public String db() {
    return db;
  }

  /// The answer to the first message.
  public byte[] challenge() {
    return serverFirst.getBytes(StandardCharsets.UTF_8);
  }

  public boolean proven() {
    return proven;
  }

  /// Checks the client's proof; the answer proves the server to the client.
  public byte[] prove(byte[] payload) {
    String message = new String(payload, StandardCharsets.UTF_8);
    Map<String, String> fields = parse(message);
    int proofAt = message.lastIndexOf(",p=");
    if (proofAt < 0 || !nonce.equals(fields.get("r"))) {
      throw failed();
    }
    String signed = clientFirst + "," + serverFirst + "," + message.substring(0, proofAt);
    byte[] storedKey = decode(String.valueOf(credentials.string("storedKey")));
    byte[] signature = mechanism.hmac(storedKey, signed);
    byte[] clientKey = decode(message.substring(proofAt + 3));
    if (clientKey.length != signature.length) {
      throw failed();
    }
    for (int i = 0; i < clientKey.length; i++) {
      clientKey[i] ^= signature[i];
    }
    if (!MessageDigest.isEqual(mechanism.hash(clientKey), storedKey)) {
      throw failed();
    }
    proven = true;
    byte[] serverKey = decode(String.valueOf(credentials.string("serverKey")));
    String answer = "v=" + Base64.getEncoder().encodeToString(mechanism.hmac(serverKey, signed));
    return answer.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException invalid) {
      throw failed();
    }
  }

  private static CommandFailure failed() {
    return ServerError.AUTHENTICATION_FAILED.because("Authentication failed.");
  }

  private static Map<String, String> parse(String message) {
    Map<String, String> fields = new HashMap<>();
    for (String part : message.split(",", -1)) {
      if (part.length() > 2 && part.charAt(1) == '=') {
        fields.put(part.substring(0, 1), part.substring(2));
      }
    }
    return fields;
  }
}
