package io.holdfast.activities.repository.payload;

import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/// The key of one backup's payload. `docs/repository-format.md` has what it does to an object, byte
/// by byte.
public final class DataKey {
  /// In bytes.
  public static final int LENGTH = 32;

  /// Plain and encrypted segment are in memory while an object is written or read.
  private static final int SEGMENT = 1024 * 1024;

  private final StreamingAead cipher;
  private final String repositoryId;

  /// @param secret [#LENGTH] random bytes
  /// @param repositoryId an object moved to another repository is not decrypted there
  public DataKey(byte[] secret, String repositoryId) {
    try {
      this.cipher = new AesGcmHkdfStreaming(secret, "HmacSha256", LENGTH, SEGMENT, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM and HMAC-SHA256", e);
    }
    this.repositoryId = repositoryId;
  }

  /// The stage that encrypts the object at `fullKey`. At another key, or in another repository, it
  /// is not decrypted: one object cannot pass for another.
  PayloadStage stage(String fullKey) {
    byte[] place = (repositoryId + "\n" + fullKey).getBytes(StandardCharsets.UTF_8);
    return new CipherStage(cipher, place);
  }
}
