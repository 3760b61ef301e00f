package io.holdfast.workflows.backup;

/// The envelope of a backup's payload: its data key, wrapped by a key of the repository. Without
/// that key it tells nothing.
///
/// @param keyId which key of the repository wraps
/// @param wrappedKey the data key, wrapped, in base64
/// @param algorithm how the data key encrypts each payload object
public record Encryption(String keyId, String wrappedKey, String algorithm) {
  /// Tink's streaming AEAD with segments of 1 MiB, the one algorithm there is.
  public static final String AES256_GCM_HKDF_1MB = "AES256_GCM_HKDF_1MB";
}
