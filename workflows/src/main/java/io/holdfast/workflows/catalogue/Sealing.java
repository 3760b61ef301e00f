package io.holdfast.workflows.catalogue;

import io.holdfast.workflows.instance.SealedSecret;
import io.holdfast.workflows.model.InstanceId;

/// What seals secrets before they are written into a record, for those who only give them away:
/// nothing here opens a seal. Safe for many threads.
public interface Sealing extends AutoCloseable {

  /// The secret of `instance`, sealed with the repository's key, or with a key for sealing alone
  /// where the repository has none.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException KEY_MISSING when there is no key to seal
  ///   with
  SealedSecret seal(InstanceId instance, String secret);

  @Override
  void close();
}
