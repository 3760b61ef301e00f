package io.holdfast.activities.mongodb.cluster;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.mongodb.privilege.PrivilegeCheck;
import io.holdfast.activities.mongodb.privilege.Task;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The privileges that a backup needs on the sets of a cluster, each of which has users of its own:
/// asked of all before anything is done to any. Safe for many threads.
public final class ClusterPrivileges {
  private final Connector connector;

  public ClusterPrivileges(Connector connector) {
    this.connector = connector;
  }

  /// Does nothing where nothing is missing.
  ///
  /// @param sources one member of each set
  /// @throws HoldfastException ACCESS_DENIED, with everything that is missing on any of the sets
  public void require(Instance instance, List<LogicalSource> sources) {
    List<HoldfastException> refusals = new ArrayList<>();
    for (LogicalSource source : sources) {
      try (MongoClient member = connector.member(instance, source.source().address())) {
        PrivilegeCheck.of(member, instance.id(), source.source().replicaSet())
            .refusal(Task.backupOf(source.role()))
            .ifPresent(refusals::add);
      } catch (MongoException e) {
        // One that does not answer is replaced when it is to be read, and asked again then.
        Optional.of(MongoErrors.translate(e, "The look at " + source.source().address()))
            .filter(refusal -> refusal.code() == ErrorCode.ACCESS_DENIED)
            .ifPresent(refusals::add);
      }
    }
    if (!refusals.isEmpty()) {
      throw new HoldfastException(
          ErrorCode.ACCESS_DENIED,
          refusals.stream().map(HoldfastException::message).collect(Collectors.joining(" ")),
          refusals.stream()
              .map(HoldfastException::hint)
              .distinct()
              .collect(Collectors.joining(" ")));
    }
  }
}
