package io.holdfast.cli.rest;

import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An operation, as the API shows it.
///
/// @param kind `backup`, `restore` or `compare`
/// @param state the state's name; what it may be grows with the API
/// @param activities the steps under way; null when there are none
/// @param temporalUi its page in the Temporal UI, where there is one
public record OperationView(
    OperationId id,
    InstanceId instance,
    String kind,
    InstanceId source,
    BackupName backup,
    String state,
    boolean running,
    @Nullable String stage,
    @Nullable String detail,
    Instant requestedAt,
    @Nullable Instant endedAt,
    @Nullable List<Activity> activities,
    @Nullable Failure failure,
    @Nullable URI temporalUi) {

  /// A step under way, or waiting to be tried again.
  ///
  /// @param attempt from 1
  /// @param lastFailure why the attempt before failed
  public record Activity(
      String name, int attempt, @Nullable String lastFailure, @Nullable Progress progress) {}

  /// How far a step is.
  ///
  /// @param total 0 when not known
  /// @param unit `bytes`, or a plural noun
  public record Progress(String stage, @Nullable String item, long done, long total, String unit) {}

  public boolean completed() {
    return state.equals("completed");
  }

  /// How long it took; only for one that is over.
  public Duration took() {
    return endedAt == null ? Duration.ZERO : Duration.between(requestedAt, endedAt);
  }

  /// What it works on: `shop/before-upgrade`, with the target where that is another instance.
  public String subject() {
    String what = source + "/" + backup;
    return switch (kind) {
      case "restore" -> what + " into " + instance;
      case "compare" -> what + " with " + instance;
      default -> what;
    };
  }

  /// @throws ProblemException when it did not complete
  public void requireCompleted() {
    if (!completed()) {
      throw (failure == null ? Failure.unexplained(state) : failure).toException();
    }
  }
}
