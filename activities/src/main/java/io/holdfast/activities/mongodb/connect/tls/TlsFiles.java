package io.holdfast.activities.mongodb.connect.tls;

import io.holdfast.workflows.instance.SecretRef;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The files that a connection's TLS is made from, on the machine of the worker.
///
/// @param authorities the certificates of those who may sign a server's; null for those that the
///   JDK trusts
/// @param certificateAndKey the worker's own certificate, with its chain, and private key; null
///   where it has none
/// @param keyPassword where the password of the private key is; null where it needs none
public record TlsFiles(
    @Nullable Path authorities, @Nullable Path certificateAndKey, @Nullable SecretRef keyPassword) {
  /// Nothing but what the JDK trusts.
  public static final TlsFiles NONE = new TlsFiles(null, null, null);
}
