package io.holdfast.activities.mongodb.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.backup.ImportOrigin;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.Namespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DumpImportTest {
  private static final InstanceId SHOP = new InstanceId("shop");

  @TempDir private Path folder;
  private Repository repository;

  @BeforeEach
  void open() {
    repository = Repository.open(folder.resolve("repository").toUri().toString(), true);
  }

  @AfterEach
  void close() {
    repository.close();
  }

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

  @Test
  void whatMongodumpDidNotWriteIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "no archive");
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThat(refusal(text).message()).contains("no archive of mongodump");
    assertThat(refusal(empty).message()).contains("holds no collection");
    assertThat(refusal(folder.resolve("absent")).message()).contains("There is no");
    assertThat(refusal(RecordedDumps.of("directory/shop")).message()).contains("no collection");
  }

  @Test
  void aFileThatEndsTooEarlyIsNamedWithTheByte() throws IOException {
    Path dump = RecordedDumps.copy("directory", folder.resolve("dump"));
    Path file = dump.resolve("shop/a.bson");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));

    HoldfastException e = refusal(dump);

    assertThat(e.code()).isEqualTo(ErrorCode.DUMP_DAMAGED);
    assertThat(e.message()).contains("shop/a.bson is damaged at byte ").contains("it ends within");
    assertNothingIsThere();
  }

  @Test
  void aFileThatGzipCannotReadIsNamed() throws IOException {
    Path dump = RecordedDumps.copy("directory-gzip", folder.resolve("dump"));
    Path file = dump.resolve("shop/a.bson.gz");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));

    assertThat(refusal(dump).message()).contains("shop/a.bson.gz is damaged at byte ");
    assertNothingIsThere();
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    Path metadata = RecordedDumps.copy("directory", folder.resolve("metadata"));
    Files.delete(metadata.resolve("shop/a.metadata.json"));
    Path documents = RecordedDumps.copy("directory", folder.resolve("documents"));
    Files.delete(documents.resolve("shop/a.bson"));
    Path torn = RecordedDumps.copy("directory", folder.resolve("torn"));
    Files.writeString(torn.resolve("shop/a.metadata.json"), "{\"options\": {");

    assertThat(refusal(metadata).message()).contains("a.metadata.json is missing");
    assertThat(refusal(documents).message()).contains("a.bson is missing");
    assertThat(refusal(torn).message()).contains("shop/a.metadata.json is not the metadata");
    assertNothingIsThere();
  }

  @Test
  void anArchiveThatEndsAnywhereTooEarlyIsDamaged() throws IOException {
    byte[] whole = Files.readAllBytes(RecordedDumps.of("archive"));
    Path cut = folder.resolve("cut");
    for (int length = 5; length < whole.length; length += 1 + whole.length / 50) {
      Files.write(cut, Arrays.copyOf(whole, length));

      HoldfastException e = refusal(cut);

      assertThat(e.code()).as("%d bytes", length).isEqualTo(ErrorCode.DUMP_DAMAGED);
      assertThat(e.message()).contains("damaged at byte");
    }
    assertNothingIsThere();
  }

  @Test
  void aChangedByteOfADocumentInAnArchiveIsFoundByItsCrc() throws IOException {
    byte[] bytes = Files.readAllBytes(RecordedDumps.of("archive"));
    int at = indexOf(bytes, "needle in the haystack");
    bytes[at] ^= 1;
    Path damaged = Files.write(folder.resolve("damaged"), bytes);

    HoldfastException e = refusal(damaged);

    assertThat(e.code()).isEqualTo(ErrorCode.DUMP_DAMAGED);
    assertThat(e.message()).contains("documents of shop.a have the CRC");
    assertNothingIsThere();
  }

  private Imported bring(Path dump, String name) {
    return bring(dump, name, null);
  }

  private Imported bring(Path dump, String name, @Nullable String serverVersion) {
    return new DumpImport(repository, InstantSource.system())
        .run(
            new ImportRequest(dump, SHOP, new BackupName(name), "", serverVersion),
            (documents, bytes) -> {});
  }

  private HoldfastException refusal(Path dump) {
    HoldfastException e =
        catchThrowableOfType(HoldfastException.class, () -> bring(dump, "refused"));
    assertThat(e).isNotNull();
    return e;
  }

  private static ImportOrigin origin(BackupHeader header) {
    return Objects.requireNonNull(header.imported());
  }

  private ReplicaSetContent content(BackupHeader header) {
    Manifest manifest = repository.catalogue().manifest(header.backup()).orElseThrow();
    return manifest.replicaSets().getFirst();
  }

  /// Neither a backup nor a part of one.
  private void assertNothingIsThere() throws IOException {
    List<Path> left = new ArrayList<>();
    Path backups = folder.resolve("repository/backups");
    if (Files.exists(backups)) {
      try (Stream<Path> files = Files.walk(backups)) {
        files.filter(Files::isRegularFile).forEach(left::add);
      }
    }
    assertThat(left).isEmpty();
    assertThat(repository.catalogue().backups(SHOP)).isEmpty();
  }

  private static int indexOf(byte[] bytes, String text) {
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    assertThat(at).isNotNegative();
    return at;
  }
}
