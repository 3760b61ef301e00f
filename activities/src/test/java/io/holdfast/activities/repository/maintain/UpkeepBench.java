package io.holdfast.activities.repository.maintain;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.RepositoryOptions;
import io.holdfast.activities.repository.SampleRepository;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/// A repository with a whole backup, one without a manifest, and a person who tidies up in it.
abstract class UpkeepBench {
  static final Duration WEEK = Duration.ofDays(7);

  final InMemoryStore store = new InMemoryStore();
  final SampleRepository sample;
  final Repository repository;
  final List<Upkeep> told = new ArrayList<>();
  BackupRef whole;
  BackupRef unfinished;

  UpkeepBench(RepositoryOptions options) {
    sample = new SampleRepository(store, options);
    repository = sample.repository();
  }

  @BeforeEach
  void fill() {
    sample.addRecords();
    whole = sample.addBackup("whole", 0);
    unfinished = sample.addUnfinished("torn", 1);
  }

  void maintain(Clock clock, Duration olderThan, boolean dryRun) {
    told.clear();
    new Maintenance(repository, clock, olderThan, dryRun).run(told::add);
  }

  Clock later(Duration age) {
    Instant now = unfinished.startedAt().plus(age);
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  void end(OperationRecord operation, OperationOutcome outcome) {
    var catalogue = repository.catalogue();
    String version = catalogue.operation(operation.id()).orElseThrow().version();
    OperationEnd end = new OperationEnd(outcome, unfinished.startedAt(), null);
    catalogue.replaceOperation(new Versioned<>(operation.ended(end), version));
  }

  OperationRecord record(OperationId id) {
    Optional<Versioned<OperationRecord>> found = repository.catalogue().operation(id);
    return found.orElseThrow().value();
  }

  List<String> keys(String prefix) {
    try (Stream<ObjectInfo> objects = store.list(prefix, "")) {
      return new ArrayList<>(objects.map(ObjectInfo::key).toList());
    }
  }
}
