package io.holdfast.activities.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.repository.payload.ContentDigest;
import io.holdfast.activities.repository.payload.PayloadWriter;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.Chunk;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// A repository with a few small backups in it, for tests that damage it.
public final class SampleRepository {
  private static final int CHUNKS = 3;

  private final ObjectStore store;
  private final Repository repository;

  public SampleRepository(ObjectStore store) {
    this(store, RepositoryOptions.DEFAULT);
  }

  public SampleRepository(ObjectStore store, RepositoryOptions options) {
    this.store = store;
    this.repository = Repository.open(store, true, options);
  }

  public Repository repository() {
    return repository;
  }

  /// The same repository through another store, one that misbehaves.
  public static Repository through(ObjectStore other) {
    return Repository.open(other, false);
  }

  /// A backup with three chunks, one collection's metadata and one piece of oplog.
  public BackupRef addBackup(String name, int day) {
    BackupRef backup = ref(name, day);
    Manifest golden = GoldenRecords.manifest();
    ReplicaSetContent set = golden.replicaSets().getFirst();
    CollectionEntry orders = set.collections().getFirst();
    List<Chunk> chunks = IntStream.range(0, CHUNKS).mapToObj(i -> chunk(backup, i)).toList();
    CollectionEntry entry =
        new CollectionEntry(
            orders.namespace(),
            orders.kind(),
            orders.uuid(),
            payload(backup, "rs0/metadata", name + " metadata"),
            chunks,
            sum(chunks));
    ReplicaSetContent content =
        new ReplicaSetContent(
            set.source(),
            List.of(entry),
            set.oplogWindow(),
            List.of(payload(backup, "rs0/oplog", name + " oplog")),
            set.expected());
    var _ =
        repository
            .catalogue()
            .writeManifest(new Manifest(header(golden.header(), backup), List.of(content)));
    repository.forgetPendingKey(backup);
    return backup;
  }

  /// Objects of a backup without its manifest.
  public BackupRef addUnfinished(String name, int day) {
    BackupRef backup = ref(name, day);
    chunk(backup, 0);
    chunk(backup, 1);
    return backup;
  }

  /// The record of an operation that is writing a backup.
  public OperationRecord addOperation(BackupRef backup) {
    OperationId id = new OperationId(backup.instance(), Ulid.random(Instant.now()));
    OperationRecord golden = GoldenRecords.requestedBackup();
    OperationRecord record =
        new OperationRecord(
            golden.format(),
            id,
            golden.request(),
            golden.requestedAt(),
            "ada",
            "run",
            List.of(new Intent.WritePayload(backup)),
            null);
    assertThat(repository.catalogue().createOperation(record)).isTrue();
    return record;
  }

  /// How the golden operation ended, put to another one.
  public static OperationRecord ended(OperationRecord operation) {
    return operation.ended(Objects.requireNonNull(GoldenRecords.completedBackup().end()));
  }

  public void addRecords() {
    assertThat(repository.catalogue().createInstance(GoldenRecords.instance())).isTrue();
    assertThat(repository.catalogue().createOperation(GoldenRecords.completedBackup())).isTrue();
    repository.catalogue().writeRestore(GoldenRestores.completedRestore());
  }

  public byte[] read(String key) throws IOException {
    try (InputStream in = store.read(key, 0).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  public void put(String key, byte[] content) {
    assertThat(store.write(key, content, new WriteCondition.Always())).isPresent();
  }

  /// What a backup of that name is called that was started so many days after the first.
  public static BackupRef ref(String name, int day) {
    Instant started = GoldenRecords.STARTED.plus(Duration.ofDays(day));
    return new BackupRef(GoldenRecords.SHOP, new BackupName(name), started);
  }

  private Chunk chunk(BackupRef backup, int number) {
    String text = backup.name() + " chunk " + number;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ContentDigest digest = new ContentDigest();
    digest.add(bytes, 0, bytes.length);
    return new Chunk(payload(backup, "rs0/chunk-" + number, text), digest.content());
  }

  private static Content sum(List<Chunk> chunks) {
    ContentDigest digest = new ContentDigest();
    chunks.forEach(chunk -> digest.add(chunk.content()));
    return digest.content();
  }

  private PayloadObject payload(BackupRef backup, String key, String text) {
    try (PayloadWriter writer = repository.payloads().create(backup, key)) {
      writer.write(text.getBytes(StandardCharsets.UTF_8));
      return writer.commit();
    }
  }

  private BackupHeader header(BackupHeader golden, BackupRef backup) {
    return golden
        .with()
        .format(repository.isEncrypted() ? BackupHeader.ENCODED_FORMAT : BackupHeader.FORMAT)
        .repositoryId(repository.id())
        .backup(backup)
        .collections(1)
        .documents(CHUNKS)
        .plainBytes(0)
        .storedBytes(0)
        .encryption(repository.encryption(backup).orElse(null))
        .build();
  }
}
