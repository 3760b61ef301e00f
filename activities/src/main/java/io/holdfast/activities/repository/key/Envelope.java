package io.holdfast.activities.repository.key;

import io.holdfast.activities.repository.payload.DataKey;
import io.holdfast.workflows.backup.Encryption;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import java.security.SecureRandom;
import java.util.Base64;

/// The data keys of one repository's backups in their wrapping: made, opened, wrapped anew.
public final class Envelope {
  private final String repositoryId;

  public Envelope(String repositoryId) {
    this.repositoryId = repositoryId;
  }

  /// A new data key for `backup`, wrapped by `key`.
  public Encryption seal(BackupRef backup, RepositoryKey key) {
    byte[] secret = new byte[DataKey.LENGTH];
    new SecureRandom().nextBytes(secret);
    return wrap(backup, secret, key);
  }

  /// The data key in an envelope.
  ///
  /// @param keys the keys at hand
  /// @throws HoldfastException KEY_MISSING; FORMAT_UNKNOWN for an algorithm of a newer Holdfast;
  ///   MANIFEST_INVALID when the envelope is damaged or another backup's
  public DataKey open(BackupRef backup, Encryption encryption, KeyRing keys) {
    return new DataKey(unwrap(backup, encryption, keys), repositoryId);
  }

  /// The same data key, wrapped by another key.
  ///
  /// @throws HoldfastException as [#open]
  public Encryption rewrap(
      BackupRef backup, Encryption encryption, KeyRing keys, RepositoryKey with) {
    return wrap(backup, unwrap(backup, encryption, keys), with);
  }

  private Encryption wrap(BackupRef backup, byte[] secret, RepositoryKey key) {
    byte[] wrapped = key.encrypt(KeyPurpose.WRAP_DATA_KEY, secret, place(backup));
    return new Encryption(
        key.id(), Base64.getEncoder().encodeToString(wrapped), Encryption.AES256_GCM_HKDF_1MB);
  }

  private byte[] unwrap(BackupRef backup, Encryption encryption, KeyRing keys) {
    if (!encryption.algorithm().equals(Encryption.AES256_GCM_HKDF_1MB)) {
      throw new HoldfastException(
          ErrorCode.FORMAT_UNKNOWN,
          "%s is encrypted by '%s', which this Holdfast does not know."
              .formatted(backup, encryption.algorithm()),
          "Use the Holdfast release that wrote it, or a newer one.");
    }
    RepositoryKey key = keys.require(encryption.keyId(), "The payload of " + backup);
    return key.decrypt(KeyPurpose.WRAP_DATA_KEY, bytes(backup, encryption), place(backup))
        .filter(secret -> secret.length == DataKey.LENGTH)
        .orElseThrow(() -> damaged(backup));
  }

  private static byte[] bytes(BackupRef backup, Encryption encryption) {
    try {
      return Base64.getDecoder().decode(encryption.wrappedKey());
    } catch (IllegalArgumentException e) {
      throw damaged(backup);
    }
  }

  private static HoldfastException damaged(BackupRef backup) {
    return new HoldfastException(
        ErrorCode.MANIFEST_INVALID,
        "The wrapped key in %smanifest.json is damaged or another backup's."
            .formatted(backup.prefix()),
        "Compare the manifest with a copy of the repository.");
  }

  private String place(BackupRef backup) {
    return repositoryId + "\n" + backup.prefix();
  }
}
