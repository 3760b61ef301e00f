package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.storage.faulty.Faults;
import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.ExpectedCollection;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.backup.VerifyLevel;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackupCompletionTest {
  private static final SandboxReplicaSet SET =
      SandboxReplicaSet.start(SandboxOptions.defaults().hidden(2));
  private static final int SMALL = 2_000;

  @TempDir Path folder;
  private DumpBench bench;

  @AfterAll
  static void stopSandbox() {
    SET.close();
  }

  @BeforeEach
  void openBench() {
    Faults.PLAN.none();
    bench = new DumpBench("faulty://" + folder.resolve("repository"), SET.uri());
    bench.database(DumpBench.DATABASE).drop();
    insert(0, 200);
  }

  @AfterEach
  void closeBench() {
    Faults.PLAN.none();
    bench.close();
  }

  @Test
  void theManifestHoldsWhatWasDumpedAndWhatItBecame() {
    bench.dump(SMALL).prepare(bench.source, Heartbeat.none());
    bench.dump(SMALL).dump(bench.source, Heartbeat.none());
    insert(200, 250);
    bench.dump(SMALL).captureOplog(bench.source, Heartbeat.none());

    BackupHeader header = complete();

    Manifest manifest = manifest();
    ReplicaSetContent set = manifest.replicaSets().getFirst();
    assertThat(manifest.header()).isEqualTo(header);
    assertThat(header.completedAt()).isEqualTo(Completing.NOW);
    assertThat(header.repositoryId()).isEqualTo(bench.repository.id());
    assertThat(header.pointInTime()).isEqualTo(set.oplogWindow().to());
    assertThat(header.server().flavour()).isEqualTo("Holdfast sandbox");
    assertThat(header.plainBytes()).isEqualTo(sum(Completing.objects(manifest), true));
    assertThat(header.storedBytes()).isEqualTo(sum(Completing.objects(manifest), false));
    assertThat(set.source()).isEqualTo(bench.source.source());
    assertThat(orders(set.collections()).dumped().documents()).isEqualTo(200);
    assertThat(expectedOrders(set).content().documents()).isEqualTo(250);
  }

  @Test
  void aSecondCallAnswersTheSameFromTheManifest() {
    bench.run(SMALL);

    BackupHeader first = complete();
    BackupHeader second = complete();

    assertThat(second).isEqualTo(first);
  }

  @Test
  void theWorkingListsAreGoneAfterwards() {
    bench.run(SMALL);

    complete();

    assertThat(bench.repository.work(bench.source.operation()).names("")).isEmpty();
  }

  @Test
  void whatDeadAttemptsLeftIsDeletedAndNothingElse() throws IOException {
    bench.dump(SMALL).prepare(bench.source, Heartbeat.none());
    // The write after a chunk's object is its record: the object is left without one.
    Faults.PLAN.atWrite(2, false);
    assertThatThrownBy(() -> bench.dump(SMALL).dump(bench.source, Heartbeat.none()))
        .isInstanceOf(HoldfastException.class);
    Faults.PLAN.none();
    bench.run(SMALL);
    int before = files().size();

    complete();

    Set<String> named =
        Completing.objects(manifest()).stream()
            .map(object -> object.key())
            .collect(Collectors.toSet());
    named.add(Manifest.KEY);
    assertThat(files()).isEqualTo(named).hasSizeLessThanOrEqualTo(before);
    assertThat(before).isGreaterThan(named.size() - 1);
  }

  @Test
  void anObjectThatRotsBeforeTheManifestIsFoundByName() throws IOException {
    bench.run(SMALL);
    PayloadObject victim = bench.entry(DumpBench.DATABASE, "orders").chunks().get(1).object();
    Path file = folder.resolve("repository").resolve(bench.source.backup().prefix() + victim.key());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> complete(VerifyLevel.FULL))
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OBJECT_CORRUPT))
        .hasMessageContaining(victim.key());
    assertThat(bench.repository.catalogue().manifest(bench.source.backup())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(VerifyLevel.class)
  void anObjectThatTheStoreDidNotKeepIsFoundByName(VerifyLevel verify) throws IOException {
    bench.run(SMALL);
    PayloadObject victim = bench.entry(DumpBench.DATABASE, "orders").chunks().get(1).object();
    Path file = folder.resolve("repository").resolve(bench.source.backup().prefix() + victim.key());
    byte[] whole = Files.readAllBytes(file);

    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertRefused(verify, ErrorCode.OBJECT_CORRUPT, victim);
    Files.delete(file);
    assertRefused(verify, ErrorCode.OBJECT_MISSING, victim);
    Files.write(file, whole);
    assertThat(complete(verify)).isNotNull();
  }

  private void assertRefused(VerifyLevel verify, ErrorCode code, PayloadObject victim) {
    assertThatThrownBy(() -> complete(verify))
        .isInstanceOfSatisfying(HoldfastException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(victim.key());
    assertThat(bench.repository.catalogue().manifest(bench.source.backup())).isEmpty();
  }

  @Test
  void aDumpThatIsNotFinishedIsNotCompleted() {
    bench.dump(SMALL).prepare(bench.source, Heartbeat.none());

    assertThatThrownBy(this::complete)
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("not dumped to its end");
  }

  @Test
  void aCompletionThatDiesAtItsWriteIsRepeated() {
    bench.run(SMALL);
    Faults.PLAN.atWrite(1, true);
    assertThatThrownBy(this::complete).isInstanceOf(HoldfastException.class);
    Faults.PLAN.none();

    BackupHeader header = complete();

    assertThat(manifest().header()).isEqualTo(header);
  }

  private BackupHeader complete() {
    return complete(VerifyLevel.STORED);
  }

  private BackupHeader complete(VerifyLevel verify) {
    return new Completing(bench).complete(verify);
  }

  private Manifest manifest() {
    return new Completing(bench).manifest();
  }

  private static CollectionEntry orders(List<CollectionEntry> entries) {
    Namespace orders = new Namespace(DumpBench.DATABASE, "orders");
    return entries.stream().filter(e -> e.namespace().equals(orders)).findFirst().orElseThrow();
  }

  private static ExpectedCollection expectedOrders(ReplicaSetContent set) {
    Namespace orders = new Namespace(DumpBench.DATABASE, "orders");
    return set.expected().stream()
        .filter(e -> e.namespace().equals(orders))
        .findFirst()
        .orElseThrow();
  }

  private static long sum(List<PayloadObject> objects, boolean plain) {
    return objects.stream()
        .mapToLong(object -> plain ? object.plainLength() : object.length())
        .sum();
  }

  private Set<String> files() throws IOException {
    Path root = folder.resolve("repository").resolve(bench.source.backup().prefix());
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .collect(Collectors.toSet());
    }
  }

  private void insert(int from, int to) {
    bench
        .database(DumpBench.DATABASE)
        .getCollection("orders", BsonDocument.class)
        .insertMany(
            SomeDocuments.numbered(from, to).stream()
                .map(document -> (BsonDocument) document.view())
                .toList());
    bench.settle();
  }
}
