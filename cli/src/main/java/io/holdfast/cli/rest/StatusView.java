package io.holdfast.cli.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where things stand, as the API shows it.
public record StatusView(
    String version, Repository repository, Temporal temporal, List<OperationView> running) {

  /// The repository that the API serves.
  public record Repository(
      String url, @Nullable String id, boolean reachable, @Nullable Failure failure) {}

  /// The Temporal service that the API uses.
  public record Temporal(
      String address, String namespace, boolean reachable, @Nullable String ui) {}
}
