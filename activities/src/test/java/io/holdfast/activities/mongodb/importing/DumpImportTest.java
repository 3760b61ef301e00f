package io.holdfast.activities.mongodb.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.backup.ImportOrigin;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DumpImportTest extends ImportGround {
  static List<String> forms() {
    return RecordedDumps.WITH_OPLOG;
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyFormBecomesABackupOfItsOplogsEnd(String form) {
    Imported imported = bring(RecordedDumps.of(form), form);

    BackupHeader header = imported.backup();
    assertThat(header.method()).isEqualTo(Method.LOGICAL);
    assertThat(header.server().version()).isEqualTo("4.4.6-8");
    ImportOrigin origin = origin(header);
    assertThat(origin.consistent()).isTrue();
    assertThat(origin.form().name()).isEqualToIgnoringCase(form.replace("-gzip", ""));
    assertThat(origin.place()).isEqualTo(RecordedDumps.of(form).toString());
    assertThat(origin.toolVersion()).isEqualTo("100.18.0");
    assertThat(repository.catalogue().backups(SHOP)).containsExactly(header);

    ReplicaSetContent content = content(header);
    assertThat(content.oplogWindow().to()).isEqualTo(header.pointInTime());
    assertThat(content.oplogWindow().entries()).isPositive();
    assertThat(content.collections())
        .filteredOn(entry -> entry.kind() == CollectionKind.VIEW)
        .extracting(entry -> entry.namespace().collection())
        .containsExactly("v");
    assertThat(content.expected())
        .extracting(expected -> expected.namespace().toString())
        .contains("shop.a", "shop.empty", "shop.odd name/with %?ö", "admin.system.users");
  }

  @Test
  void theOplogLeadsBeyondWhatWasDumped() {
    ReplicaSetContent content = content(bring(RecordedDumps.of("archive"), "archive").backup());

    Namespace busy = new Namespace("shop", "busy");
    long dumped =
        content.collections().stream()
            .filter(entry -> entry.namespace().equals(busy))
            .findFirst()
            .orElseThrow()
            .dumped()
            .documents();
    long expected =
        content.expected().stream()
            .filter(entry -> entry.namespace().equals(busy))
            .findFirst()
            .orElseThrow()
            .content()
            .documents();
    assertThat(expected).isNotEqualTo(dumped);
  }

  @Test
  void aDumpWithoutAnOplogIsOfNoOneTime() {
    BackupHeader header = bring(RecordedDumps.of("no-oplog"), "fuzzy").backup();

    assertThat(origin(header).consistent()).isFalse();
    assertThat(header.pointInTime().increment()).isZero();
    assertThat(content(header).oplog()).isEmpty();
    assertThat(header.documents()).isPositive();
  }

  @Test
  void whatIsNoPartOfABackupIsTold() throws IOException {
    Path dump = RecordedDumps.copy("directory", folder.resolve("dump"));
    Files.writeString(dump.resolve("README"), "hello");
    Files.createDirectory(dump.resolve("shop/old"));

    assertThat(bring(dump, "more").leftOut())
        .contains("README", "the folder shop/old", "admin.system.version");
  }

  @Test
  void aDumpThatDoesNotTellItsServerNeedsToBeTold() throws IOException {
    Path dump = RecordedDumps.copy("directory", folder.resolve("dump"));
    Files.delete(dump.resolve("prelude.json"));

    assertThat(refusal(dump).message()).contains("which version of MongoDB");
    assertNothingIsThere();
    assertThat(bring(dump, "told", "4.2.1").backup().server().major()).isEqualTo("4.2");
  }

  @Test
  void aNameThatIsTakenIsRefused() {
    bring(RecordedDumps.of("archive"), "once");

    assertThatThrownBy(() -> bring(RecordedDumps.of("archive"), "once"))
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BACKUP_EXISTS));
  }

  private static ImportOrigin origin(BackupHeader header) {
    return Objects.requireNonNull(header.imported());
  }

  private ReplicaSetContent content(BackupHeader header) {
    Manifest manifest = repository.catalogue().manifest(header.backup()).orElseThrow();
    return manifest.replicaSets().getFirst();
  }
}
