package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreTask;
import io.holdfast.workflows.restore.UsersPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// What a restore refuses, by name, before it touches anything.
abstract class RefusalContract extends RestoreContract {

  @Test
  void aBackupThatIsNotThereIsNotFound() {
    assertRefused(ErrorCode.BACKUP_NOT_FOUND, "none", () -> rig().task(Rig.request("none")));
  }

  @Test
  void aTargetThatHoldsDataIsRefused() {
    insert("a", "{_id: 1}");
    rig().backup("data");
    occupy();

    assertThat(refusal(Rig.request("data"))).isEqualTo(ErrorCode.TARGET_NOT_EMPTY);
    assertRefused(
        ErrorCode.TARGET_NOT_EMPTY,
        "mine",
        () -> rig().engine().prepare(rig().task(Rig.request("data")), Heartbeat.none()));
    assertThat(rig().target().getDatabase("mine").getCollection("x").countDocuments()).isOne();
  }

  @Test
  void consentThatDoesNotNameTheTargetIsRefused() {
    insert("a", "{_id: 1}");
    rig().backup("data");
    occupy();
    RestoreRequest wrong = Rig.request(Rig.TARGET, "data", "tarjet", UsersPolicy.KEEP);

    assertThat(refusal(wrong)).isEqualTo(ErrorCode.CONSENT_MISSING);
    assertRefused(
        ErrorCode.CONSENT_MISSING,
        "target",
        () -> rig().engine().prepare(rig().task(wrong), Heartbeat.none()));
  }

  @Test
  void withConsentWhatIsThereIsDropped() {
    insert("a", "{_id: 1}");
    rig().backup("data");
    occupy();
    rig().target().getDatabase("shop").getCollection("a").insertOne(new Document("_id", 1));

    assertThat(rig().restore(Rig.request(Rig.TARGET, "data", "target", UsersPolicy.KEEP)).holds())
        .isTrue();
    assertThat(rig().target().listDatabaseNames()).doesNotContain("mine");
  }

  @Test
  void theOriginalIsRestoredIntoWithConsent() {
    insert("a", "{_id: 1}");
    rig().backup("data");
    insert("a", "{_id: 2}");

    assertThat(rig().restore(Rig.request(Rig.SOURCE, "data", "source", UsersPolicy.KEEP)).holds())
        .isTrue();
    assertThat(shop().getCollection("a").countDocuments()).isOne();
  }

  @Test
  void aWriterOnTheTargetIsNoticed() {
    insert("a", "{_id: 1}");
    insert("b", "{_id: 1}");
    rig().backup("data");
    RestoreTask task = rig().task(Rig.request("data"));
    Interruption first =
        Interruption.when(progress -> progress.stage().equals("create") && progress.done() == 1);
    assertThatThrownBy(() -> rig().engine().prepare(task, first))
        .isInstanceOf(Interruption.Interrupted.class);
    rig().target().getDatabase("shop").getCollection("a").insertOne(new Document());

    assertRefused(
        ErrorCode.TARGET_NOT_EMPTY, "shop.a", () -> rig().engine().prepare(task, Heartbeat.none()));
  }

  @Test
  void aCorruptObjectIsRefusedByName() throws IOException {
    Path object = chunkOf("data");
    byte[] bytes = Files.readAllBytes(object);
    bytes[bytes.length / 2] ^= 1;
    Files.write(object, bytes);

    assertVerifyFails(ErrorCode.OBJECT_CORRUPT, object);
  }

  @Test
  void aTruncatedObjectIsRefusedByName() throws IOException {
    Path object = chunkOf("data");
    byte[] bytes = Files.readAllBytes(object);
    Files.write(object, Arrays.copyOf(bytes, bytes.length - 1));

    assertVerifyFails(ErrorCode.OBJECT_CORRUPT, object);
  }

  @Test
  void aMissingObjectIsRefusedByName() throws IOException {
    Path object = chunkOf("data");
    Files.delete(object);

    assertVerifyFails(ErrorCode.OBJECT_MISSING, object);
  }

  @Test
  void swappedObjectsAreRefusedByName() throws IOException {
    insert("b", "{_id: 'another'}");
    Path one = chunkOf("data");
    Path other = path(manifest("data").header().backup(), chunks("data").getLast());
    Path aside = directory().resolve("aside");
    Files.move(one, aside);
    Files.move(other, one);
    Files.move(aside, other, StandardCopyOption.REPLACE_EXISTING);

    assertRefused(
        ErrorCode.OBJECT_CORRUPT,
        "backups/source/",
        () -> rig().engine().verify(rig().task(Rig.request("data")), Heartbeat.none()));
  }

  @Test
  void aForeignBackupIsRefused() throws IOException {
    insert("a", "{_id: 1}");
    BackupRef backup = rig().backup("data").backup();
    Path manifest = directory().resolve(backup.prefix() + Manifest.KEY);
    String id = rig().repository().id();
    String foreign = Files.readString(manifest).replace(id, "01ARZ3NDEKTSV4RRFFQ69G5FAV");
    Files.writeString(manifest, foreign);

    assertRefused(
        ErrorCode.MANIFEST_INVALID, "data", () -> rig().engine().plan(Rig.request("data")));
  }

  private void occupy() {
    rig().target().getDatabase("mine").getCollection("x").insertOne(new Document());
  }

  private ErrorCode refusal(RestoreRequest request) {
    return rig().engine().plan(request).gates().stream()
        .map(Gate::refusal)
        .filter(Objects::nonNull)
        .map(refused -> Objects.requireNonNull(refused).code())
        .findFirst()
        .orElseThrow();
  }

  /// The file of the first chunk of a new backup.
  private Path chunkOf(String name) {
    insert("a", "{_id: 1, pad: '%s'}".formatted("x".repeat(1000)));
    rig().backup(name);
    return path(manifest(name).header().backup(), chunks(name).getFirst());
  }

  private List<PayloadObject> chunks(String name) {
    return manifest(name).replicaSets().getFirst().collections().stream()
        .flatMap(collection -> collection.chunks().stream())
        .map(chunk -> chunk.object())
        .toList();
  }

  private Manifest manifest(String name) {
    return new BackupReader(rig().repository()).find(Rig.request(name));
  }

  private Path path(BackupRef backup, PayloadObject object) {
    return directory().resolve(backup.prefix() + object.key());
  }

  private void assertVerifyFails(ErrorCode code, Path object) {
    assertRefused(
        code,
        directory().relativize(object).toString(),
        () -> rig().engine().verify(rig().task(Rig.request("data")), Heartbeat.none()));
    assertThat(rig().target().listDatabaseNames()).doesNotContain("shop");
  }

  private static void assertRefused(ErrorCode code, String named, ThrowingCallable act) {
    assertThatThrownBy(act)
        .asInstanceOf(type(HoldfastException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .satisfies(e -> assertThat(e.message()).contains(named))
        .satisfies(e -> assertThat(e.hint()).isNotEmpty());
  }
}
