package io.holdfast.api.restore;

import io.holdfast.api.instance.Instances;
import io.holdfast.api.message.OperationView;
import io.holdfast.api.message.RestoreBody;
import io.holdfast.api.message.RestoreView;
import io.holdfast.api.operation.OperationList;
import io.holdfast.api.operation.OperationWatch;
import io.holdfast.api.repository.RepositoryAccess;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreState;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All restores: each has its operation's record, and once it is over a record of its own with the
/// proof.
@Singleton
final class Restores {
  private final RepositoryAccess repository;
  private final Instances instances;
  private final OperationList operations;
  private final OperationWatch watch;

  Restores(
      RepositoryAccess repository,
      Instances instances,
      OperationList operations,
      OperationWatch watch) {
    this.repository = repository;
    this.instances = instances;
    this.operations = operations;
    this.watch = watch;
  }

  /// Refuses a restore that the workflow would refuse as well, but sooner: CONSENT_MISSING,
  /// INSTANCE_NOT_FOUND, BACKUP_NOT_FOUND.
  void admit(RestoreBody asked) {
    asked.requireConsentToTarget();
    var _ = instances.get(asked.into());
    var _ = repository.catalogue().requireBackup(asked.source(), asked.backup());
  }

  /// What the workflow is asked for; how depends on the backup.
  RestoreRequest request(RestoreBody asked, OperationId operation) {
    boolean ofFiles =
        repository
            .catalogue()
            .findBackup(asked.source(), asked.backup())
            .flatMap(repository.catalogue()::header)
            .filter(header -> header.method().isOfFiles())
            .isPresent();
    return asked.request(operation, ofFiles);
  }

  /// @param target only those into this instance; null for all
  Stream<RestoreView> into(@Nullable InstanceId target) {
    return operations.instances(target).stream().flatMap(this::ofTarget);
  }

  private Stream<RestoreView> ofTarget(InstanceId target) {
    List<OperationRecord> asked =
        operations.records(target).filter(record -> request(record).isPresent()).toList();
    List<OperationView> views = operations.look(asked);
    Map<OperationId, RestoreRecord> kept = kept(target);
    return IntStream.range(0, asked.size())
        .mapToObj(i -> view(asked.get(i), views.get(i), kept.get(asked.get(i).id())))
        .flatMap(Optional::stream);
  }

  /// @throws HoldfastException RESTORE_NOT_FOUND
  RestoreView get(OperationId id) {
    return repository
        .catalogue()
        .operation(id)
        .flatMap(known -> view(known.value(), watch.look(known.value()), kept(id)))
        .orElseThrow(
            () ->
                new HoldfastException(
                    ErrorCode.RESTORE_NOT_FOUND,
                    "There is no restore %s.".formatted(id),
                    "A restore's id is its operation's; 'holdfast status' shows those that run."));
  }

  static RestoreView starting(RestoreRequest request, OperationView operation) {
    return RestoreView.of(request, operation, state(operation), null);
  }

  private static Optional<RestoreRequest> request(OperationRecord record) {
    var end = record.end();
    boolean refused = end != null && end.outcome() == OperationOutcome.REFUSED;
    return record.request() instanceof OperationRequest.Restore(var restore) && !refused
        ? Optional.of(restore)
        : Optional.empty();
  }

  private static Optional<RestoreView> view(
      OperationRecord record, OperationView operation, @Nullable RestoreRecord kept) {
    return request(record)
        .map(request -> RestoreView.of(request, operation, state(operation), kept));
  }

  private Map<OperationId, RestoreRecord> kept(InstanceId target) {
    return repository.catalogue().restores(target).stream()
        .collect(
            Collectors.toMap(
                restore -> restore.task().request().operation(),
                Function.identity(),
                (newest, _) -> newest));
  }

  private @Nullable RestoreRecord kept(OperationId id) {
    return kept(id.instance()).get(id);
  }

  /// An operation has states that a restore has not: such a restore is only starting as far as is
  /// known, or has failed.
  private static RestoreState state(OperationView operation) {
    return Arrays.stream(RestoreState.values())
        .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(operation.state()))
        .findFirst()
        .orElse(operation.running() ? RestoreState.STARTING : RestoreState.FAILED);
  }
}
