package io.holdfast.workflows.instance;

import com.fasterxml.jackson.annotation.JsonCreator;

/// How a secret is kept: named by where a worker finds it, or sealed. Neither form tells the
/// secret.
public sealed interface Secret permits SecretRef, SealedSecret {

  /// The text by which a record keeps it.
  String value();

  /// The reverse of [#value].
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Secret of(String value) {
    return SealedSecret.isSealed(value) ? new SealedSecret(value) : new SecretRef(value);
  }
}
