package io.holdfast.activities.mongodb.connect;

import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.Engine;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.SecretRef;
import io.holdfast.workflows.model.InstanceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Instances named `shop` as a person would have registered them.
final class Instances {
  private Instances() {}

  static Instance of(String uri) {
    return of(uri, null);
  }

  /// @param user logs in with what `env:PASSWORD` holds
  static Instance of(String uri, @Nullable String user) {
    Credentials credentials =
        user == null ? null : new Credentials(user, "admin", new SecretRef("env:PASSWORD"));
    return new Instance(
        Instance.FORMAT,
        new InstanceId("shop"),
        Engine.MONGODB,
        uri,
        credentials,
        "",
        Instant.EPOCH);
  }
}
