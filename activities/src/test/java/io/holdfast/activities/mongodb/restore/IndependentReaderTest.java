package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.mongodb.export.DumpExport;
import io.holdfast.activities.mongodb.export.NamespaceFilter;
import io.holdfast.activities.mongodb.raw.BsonStream;
import io.holdfast.activities.repository.payload.PayloadReader;
import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.ReplicaSetContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The format's document is enough to read a repository: a program in another language, written
/// from it and sharing no code with Holdfast, gets the same bytes out and refuses what is damaged.
final class IndependentReaderTest extends RestoreContract {
  private static Servers servers;

  @TempDir private Path out;
  private PythonReader reader;
  private BackupHeader header;

  @BeforeAll
  static void start() {
    servers = new Servers(start("source"), start("target"));
  }

  private static SandboxReplicaSet start(String name) {
    return SandboxReplicaSet.start(SandboxOptions.defaults().name(name).members(1));
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @Override
  Servers servers() {
    return servers;
  }

  @BeforeEach
  void backUp() throws Exception {
    reader = PythonReader.require();
    insert("a", "{_id: 1}", "{_id: 2, text: 'ö', deep: {list: [1, {x: 2}]}}");
    insert("odd name/ü", "{_id: 'x'}");
    shop().createView("v", "a", List.of());
    shop().runCommand(json("{create: 'series', timeseries: {timeField: 't'}}"));
    insert("system.buckets.series", "{_id: {$oid: '000000000000000000000000'}, data: {}}");
    Rig.Backing backing = rig().new Backing("for-python").dump();
    update("a", "{_id: 1}", "{$set: {x: 1}}");
    header = backing.complete();
  }

  @Test
  void itListsWhatThereIs() throws Exception {
    PythonReader.Run run = reader.read(directory());

    assertThat(run).extracting(PythonReader.Run::exitCode).as(run.said()).isEqualTo(0);
    assertThat(run.said())
        .isEqualTo(
            "source/for-python %s %d documents%n"
                .formatted(header.completedAt(), header.documents()));
  }

  @Test
  void itExtractsTheBytesThatHoldfastReads() throws Exception {
    Path theirs = out.resolve("python");
    PythonReader.Run run = reader.read(directory(), "source/for-python", theirs);
    assertThat(run).extracting(PythonReader.Run::exitCode).as(run.said()).isEqualTo(0);
    Path ours = out.resolve("holdfast");
    new DumpExport(rig().repository(), NamespaceFilter.ALL, false)
        .run(header.backup(), ours, soFar -> {});

    for (String file :
        List.of("shop/a.bson", "shop/odd+name%2F%C3%BC.bson", "shop/system.buckets.series.bson")) {
      assertThat(theirs.resolve(file)).hasSameBinaryContentAs(ours.resolve(file));
    }
    assertThat(metadata(theirs.resolve("shop/v.metadata.bson")).getString("type").getValue())
        .isEqualTo("view");
    assertThat(Files.readAllBytes(theirs.resolve("oplog.bson"))).isEqualTo(oplog());
  }

  private static BsonDocument metadata(Path file) throws IOException {
    try (BsonStream documents = BsonStream.of(Files.newInputStream(file), file.toString())) {
      return documents.next().view();
    }
  }

  private byte[] oplog() {
    ReplicaSetContent set =
        rig()
            .repository()
            .catalogue()
            .manifest(header.backup())
            .orElseThrow()
            .replicaSets()
            .getFirst();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    set.oplog()
        .forEach(
            object -> {
              try (PayloadReader payload =
                  rig().repository().payloads().open(header.backup(), object)) {
                bytes.writeBytes(payload.readAllBytes());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return bytes.toByteArray();
  }

  @Test
  void itRefusesADamagedObjectByName() throws Exception {
    Path object;
    try (Stream<Path> files = Files.walk(directory().resolve(header.backup().prefix()))) {
      object =
          files
              .filter(file -> file.toString().contains("shop.a"))
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith("metadata"))
              .findFirst()
              .orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(object);
    bytes[bytes.length / 2] ^= 1;
    Files.write(object, bytes);

    PythonReader.Run run = reader.read(directory(), "source/for-python", out.resolve("python"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.said()).contains(object.getFileName() + ": another SHA-256");
  }
}
