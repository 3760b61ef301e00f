package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.storage.faulty.Faults;
import io.holdfast.activities.storage.faulty.Stroke;
import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.VerifyLevel;
import io.holdfast.workflows.error.HoldfastException;
import java.nio.file.Path;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A store that says of one write that it succeeded, and did not keep what was written: with each
/// write of a whole backup in turn. What becomes complete is whole.
class LyingStoreTest {
  private static final SandboxReplicaSet SET =
      SandboxReplicaSet.start(SandboxOptions.defaults().hidden(2));
  private static final int SMALL = 4_000;
  private static final int DOCUMENTS = 100;

  @TempDir Path folder;

  @AfterAll
  static void stopSandbox() {
    SET.close();
  }

  @AfterEach
  void noMoreLies() {
    Faults.PLAN.none();
  }

  @ParameterizedTest
  @EnumSource(
      value = Stroke.class,
      names = {"KEEPS_NOTHING", "KEEPS_HALF"})
  void whatIsCompleteIsWholeWhicheverWriteWasALie(Stroke lie) {
    int refused = 0;
    int write = 0;
    do {
      write++;
      if (!completesWithALieAt(write, lie, VerifyLevel.STORED)) {
        refused++;
      }
    } while (Faults.PLAN.struck());

    // All but the last round, which met no lie, and at most a few lists that nobody needed.
    assertThat(write).isGreaterThan(8);
    assertThat(refused).isGreaterThan(write / 2).isLessThan(write);
  }

  /// The length is right: only reading tells.
  @Test
  void whatIsCompleteAfterAFullVerificationIsWholeWhicheverBitWasFlipped() {
    int refused = 0;
    int write = 0;
    do {
      write++;
      if (!completesWithALieAt(write, Stroke.FLIPS_A_BIT, VerifyLevel.FULL)) {
        refused++;
      }
    } while (Faults.PLAN.struck());

    assertThat(refused).isGreaterThan(write / 2).isLessThan(write);
  }

  /// @return whether the backup became complete; then it was found whole
  private boolean completesWithALieAt(int write, Stroke lie, VerifyLevel verify) {
    String url = "faulty://" + folder.resolve("repository-" + write);
    try (DumpBench bench = new DumpBench(url, SET.uri())) {
      fill(bench);
      Completing completing = new Completing(bench);
      Faults.PLAN.atWrite(write, lie);
      try {
        bench.run(SMALL);
        var _ = completing.complete(verify);
      } catch (HoldfastException e) {
        Faults.PLAN.none();
        assertThat(bench.repository.catalogue().exists(bench.source.backup()))
            .as("write %d, refused with %s", write, e.message())
            .isFalse();
        return false;
      }
      Faults.PLAN.none();
      requireWhole(bench, completing.manifest(), write);
      return true;
    }
  }

  private static void requireWhole(DumpBench bench, Manifest manifest, int write) {
    assertThat(manifest.header().documents()).as("write %d", write).isEqualTo(DOCUMENTS);
    Completing.objects(manifest)
        .forEach(object -> bench.repository.payloads().verify(bench.source.backup(), object));
    manifest
        .replicaSets()
        .getFirst()
        .collections()
        .forEach(
            collection ->
                assertThat(bench.documents(collection))
                    .as("write %d, %s", write, collection.namespace())
                    .hasSize((int) collection.dumped().documents()));
  }

  private static void fill(DumpBench bench) {
    bench.database(DumpBench.DATABASE).drop();
    bench
        .database(DumpBench.DATABASE)
        .getCollection("orders", BsonDocument.class)
        .insertMany(
            SomeDocuments.numbered(0, DOCUMENTS).stream()
                .map(document -> (BsonDocument) document.view())
                .toList());
    bench.settle();
  }
}
