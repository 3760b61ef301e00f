package io.holdfast.activities.repository.key;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.SealedSecret;
import io.holdfast.workflows.model.InstanceId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// The sealing of instances' passwords in one repository: with its active key, or with a key kept
/// for sealing alone where it has none.
public final class SecretSealing {
  private final String repositoryId;
  private final Optional<String> active;
  private final KeyRing keys;

  /// @param active the id of the repository's active key; empty where it has none
  public SecretSealing(String repositoryId, Optional<String> active, KeyRing keys) {
    this.repositoryId = repositoryId;
    this.active = active;
    this.keys = keys;
  }

  /// The secret of `instance`, sealed. For another instance it cannot be opened.
  ///
  /// @throws HoldfastException KEY_MISSING when there is no key to seal with
  public SealedSecret seal(InstanceId instance, String secret) {
    return seal(instance, secret, sealingKey(instance));
  }

  /// The same secret, sealed with `key`.
  ///
  /// @throws HoldfastException as [#unseal]
  public SealedSecret reseal(InstanceId instance, SealedSecret secret, RepositoryKey key) {
    return seal(instance, unseal(instance, secret), key);
  }

  private SealedSecret seal(InstanceId instance, String secret, RepositoryKey key) {
    byte[] plain = secret.getBytes(StandardCharsets.UTF_8);
    byte[] sealed = key.encrypt(KeyPurpose.SEAL_SECRET, plain, place(instance));
    return SealedSecret.of(
        key.id(), Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
  }

  /// The secret in its seal.
  ///
  /// @throws HoldfastException KEY_MISSING without the key; MANIFEST_INVALID when it is damaged or
  ///   another instance's
  public String unseal(InstanceId instance, SealedSecret secret) {
    RepositoryKey key =
        keys.findAny(secret.keyId())
            .orElseThrow(() -> keys.missing(secret.keyId(), what(instance)));
    return key.decrypt(KeyPurpose.SEAL_SECRET, bytes(instance, secret), place(instance))
        .map(plain -> new String(plain, StandardCharsets.UTF_8))
        .orElseThrow(() -> damaged(instance));
  }

  private static byte[] bytes(InstanceId instance, SealedSecret secret) {
    try {
      return Base64.getUrlDecoder().decode(secret.sealed());
    } catch (IllegalArgumentException e) {
      throw damaged(instance);
    }
  }

  private RepositoryKey sealingKey(InstanceId instance) {
    if (active.isPresent()) {
      return keys.require(active.get(), what(instance));
    }
    return keys.sealing()
        .orElseThrow(
            () ->
                new HoldfastException(
                    ErrorCode.KEY_MISSING,
                    "There is no key to seal the password of instance '%s' with."
                        .formatted(instance),
                    "Name where the worker finds it (env:NAME or file:/path), or give server and"
                        + " worker a key: HOLDFAST_REPOSITORY_SEALING_KEY=file:/path."));
  }

  private static String what(InstanceId instance) {
    return "The password of instance '%s'".formatted(instance);
  }

  private static HoldfastException damaged(InstanceId instance) {
    return new HoldfastException(
        ErrorCode.MANIFEST_INVALID,
        "The sealed password in instances/%s.json is damaged or another instance's."
            .formatted(instance),
        "Give the instance its password again.");
  }

  private String place(InstanceId instance) {
    return repositoryId + "\ninstances/" + instance + ".json";
  }
}
