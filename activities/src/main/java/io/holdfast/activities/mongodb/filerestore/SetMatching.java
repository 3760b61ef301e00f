package io.holdfast.activities.mongodb.filerestore;

import io.holdfast.activities.runtime.AtOnce;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.filerestore.SetPlan;
import io.holdfast.workflows.instance.SetRole;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.restore.RestoreRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/// Which replica set of the target takes the files of which one of the backup: a cluster's config
/// servers those of the config servers, a shard those of the shard of its name, or of the one that
/// the request says.
final class SetMatching {
  private final RestoreRequest request;
  private final FileTarget target;
  private final List<ExternalContent> contents;
  private final Function<MemberId, Optional<StorageOptions>> options;

  /// @param options of the member, where it says; many threads ask
  SetMatching(
      RestoreRequest request,
      FileTarget target,
      List<ExternalContent> contents,
      Function<MemberId, Optional<StorageOptions>> options) {
    this.request = request;
    this.target = target;
    this.contents = List.copyOf(contents);
    this.options = options;
  }

  /// Why the sets of a cluster do not fit each other; empty when they do.
  Optional<String> objection() {
    if (target.kind() != TopologyKind.SHARDED_CLUSTER) {
      return Optional.empty();
    }
    List<ExternalContent> left = new ArrayList<>(contents);
    for (TargetSet set : target.sets()) {
      ExternalContent found = source(set);
      if (found == null || !left.remove(found)) {
        return Optional.of(
            "The backup has no files for the replica set '%s'.".formatted(set.name()));
      }
    }
    return left.stream()
        .findFirst()
        .map(
            content ->
                "The target has no place for the files of '%s'."
                    .formatted(content.source().replicaSet()));
  }

  /// Which member would not open the files that it takes, and why; empty when none is known. All
  /// are asked at once: a plan is waited for, and files are needed where members are down.
  Optional<String> difference() {
    Map<MemberId, StorageOptions> wanted = new LinkedHashMap<>();
    for (TargetSet set : target.sets()) {
      ExternalContent found = source(set);
      if (found != null) {
        StorageOptions known =
            new StorageOptions(BsonDocument.parse(found.storageOptions()), found.fileEncryption());
        set.members().forEach(member -> wanted.put(member, known));
      }
    }
    return AtOnce.ask(
            wanted.entrySet(),
            member ->
                options
                    .apply(member.getKey())
                    .flatMap(member.getValue()::difference)
                    .map(other -> "%s: %s.".formatted(member.getKey(), other)))
        .stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  /// The sets with the files that each takes; those that would take none are left out.
  List<SetPlan> plans() {
    List<SetPlan> plans = new ArrayList<>();
    for (TargetSet set : target.sets()) {
      ExternalContent found = source(set);
      BsonDocument configuration = set.configuration();
      if (found != null) {
        plans.add(
            new SetPlan(
                found.source().replicaSet(),
                set.role(),
                set.members(),
                configuration == null ? null : configuration.toJson()));
      }
    }
    return plans;
  }

  private @Nullable ExternalContent source(TargetSet set) {
    SetRole role = set.role();
    if (role == null) {
      return contents.stream().findFirst().orElse(null);
    }
    return contents.stream()
        .filter(content -> role(content) == role)
        .filter(
            content ->
                role == SetRole.CONFIG_SERVERS
                    || request.shardFor(content.source().replicaSet()).equals(set.name()))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable SetRole role(ExternalContent content) {
    String configuration = content.replicaSetConfig();
    return configuration == null
        ? null
        : TargetSet.of(BsonDocument.parse(configuration), true).role();
  }
}
