package io.holdfast.activities.mongodb.connect;

import io.holdfast.workflows.instance.Instance;
import java.util.Map;

/// What another process of this host needs to connect as this one does, without its environment and
/// keys. It has secrets: never write it down.
///
/// @param instance refers to no secret but those beside it, and to files
/// @param secrets by the names under which `env:` refers to them
public record Handover(Instance instance, Map<String, String> secrets) {
  public Handover {
    secrets = Map.copyOf(secrets);
  }

  /// What connects by it.
  public Connector connector() {
    return new Connector(secrets::get);
  }

  /// Without the secrets.
  @Override
  public String toString() {
    return "Handover[" + instance.id() + "]";
  }
}
