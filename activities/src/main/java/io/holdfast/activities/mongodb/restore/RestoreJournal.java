package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.repository.WorkJournal;
import java.util.List;
import java.util.Optional;

/// What a restore has done to its target, kept in the repository so that a step that is repeated,
/// perhaps by another worker, neither drops what was loaded nor stumbles over what it created.
final class RestoreJournal {
  private static final String DROPS = "restore/drops";
  private static final String DROPPED = "restore/dropped";
  private static final String CREATED = "restore/created";
  private static final String LOADED = "restore/loaded/";
  private static final String OWNERSHIP = "restore/ownership";

  private final WorkJournal journal;

  RestoreJournal(WorkJournal journal) {
    this.journal = journal;
  }

  /// That something is done, and how many things it was.
  record Done(int count) {}

  /// In which version a cluster's config servers knew what shard owns what.
  record Ownership(String version) {}

  /// The version of ownership by which documents are put on shards: that of the first who asks.
  String ownership(String version) {
    journal.create(OWNERSHIP, new Ownership(version));
    return journal.read(OWNERSHIP, Ownership.class).map(Ownership::version).orElse(version);
  }

  /// What the target held when the gates were passed; from then on it may be dropped.
  Optional<TargetContent> drops() {
    return journal.read(DROPS, TargetContent.class);
  }

  void allow(TargetContent drops) {
    journal.create(DROPS, drops);
  }

  /// Whether everything is dropped that was to be: from then on, what is there is the restore's.
  boolean isDropped() {
    return journal.read(DROPPED, Done.class).isPresent();
  }

  void dropped(TargetContent drops) {
    journal.create(DROPPED, new Done(drops.names().size()));
  }

  /// Whether all collections are created: from then on they may hold loaded documents.
  boolean isCreated() {
    return journal.read(CREATED, Done.class).isPresent();
  }

  void created(List<?> collections) {
    journal.create(CREATED, new Done(collections.size()));
  }

  /// The number after the last run of documents of a replica set's part; empty until all of them
  /// are loaded.
  Optional<Integer> loaded(String replicaSet) {
    return journal.read(LOADED + replicaSet, Done.class).map(Done::count);
  }

  void loaded(String replicaSet, int next) {
    journal.create(LOADED + replicaSet, new Done(next));
  }
}
