package io.holdfast.activities.mongodb.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.sandbox.FreePorts;
import io.holdfast.workflows.agent.AgentContract;
import io.holdfast.workflows.agent.MemberReport;
import io.holdfast.workflows.agent.MemberTask;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.model.Trigger;
import io.holdfast.workflows.model.Ulid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The look at a member on which an earlier restore never ended.
class MemberPreflightTest {
  private static final InstanceId SHOP = new InstanceId("shop");
  private static final OperationId EARLIER = new OperationId(SHOP, Ulid.ofKey("", "earlier"));
  private static final OperationId NEXT = new OperationId(SHOP, Ulid.ofKey("", "next"));
  private static final Instant AT = Instant.parse("2026-11-21T12:00:00Z");
  private static final BackupRef BACKUP = new BackupRef(SHOP, new BackupName("files"), AT);
  private static final PointInTime TIME = new PointInTime(AT.getEpochSecond(), 1);
  private static final MemberId MEMBER =
      MemberId.parse("rs0/127.0.0.1:" + FreePorts.fill(List.of(0)).getFirst());

  @TempDir private Path dbPath;
  @TempDir private Path programs;
  private DataFolder folder;

  @BeforeEach
  void comeToPlaced() throws IOException {
    folder = new DataFolder(dbPath, Mover.RENAME);
    FolderExchange exchange = new FolderExchange(MEMBER, folder, new FakeServer());
    var _ = Tree.fill(dbPath, "old");
    exchange.moveAside(EARLIER, Heartbeat.none());
    var _ = Tree.fill(folder.newData(), "new");
    exchange.endRecovery(exchange.beginRecovery(exchange.marker(EARLIER).orElseThrow()));
    exchange.place(EARLIER, Heartbeat.none());
  }

  @Test
  void whatCanBePutBackIsToldAsLeftAndIsNoRefusal() throws IOException {
    MemberReport report = look();

    assertThat(report.refusal()).isNull();
    assertThat(report.leftover()).isEqualTo(EARLIER);
    assertThat(report.contract()).isEqualTo(AgentContract.VERSION);
  }

  @Test
  void dataThatSomebodyPutBackByHandRefusesTheNextRestoreAndIsLeftAlone() throws IOException {
    for (Path entry : folder.data()) {
      Folders.delete(entry);
    }
    for (Path entry : Folders.entries(folder.oldData())) {
      var _ = Files.move(entry, dbPath.resolve(entry.getFileName()));
    }
    Map<String, String> live = Tree.of(dbPath);

    assertRefused("is not in " + folder.oldData());

    assertThat(Tree.of(dbPath)).isEqualTo(live);
  }

  @Test
  void otherFilesWhereTheCopyWasRefuseTheNextRestore() throws IOException {
    Path away = Files.createDirectory(folder.own().resolve("away"));
    for (Path entry : folder.data()) {
      var _ = Files.move(entry, away.resolve(entry.getFileName()));
    }
    var _ = Tree.fill(dbPath, "somebody else's");

    assertRefused("other files than the copy");
  }

  private void assertRefused(String why) throws IOException {
    MemberReport report = look();

    FailureInfo refusal = Objects.requireNonNull(report.refusal());
    assertThat(refusal.code()).isEqualTo(ErrorCode.MEMBER_UNFIT);
    assertThat(refusal.message()).contains(MEMBER.toString(), why, "Nothing was touched");
    assertThat(refusal.hint()).contains("Delete " + folder.own());
    assertThat(report.leftover()).isEqualTo(EARLIER);
  }

  private MemberReport look() throws IOException {
    AgentSettings settings =
        new AgentSettings(
            SHOP,
            MEMBER,
            dbPath,
            mongod(),
            List.of(),
            "true",
            "",
            Duration.ofSeconds(1),
            Optional.empty());
    MemberTask task =
        new MemberTask(NEXT, BACKUP, MEMBER, "rs0", "{}", false, null, null, null, null, null);
    return new MemberPreflight(settings, folder, new OwnServer(settings))
        .look(task, header(), content());
  }

  private String mongod() throws IOException {
    Path program = programs.resolve("mongod");
    Files.writeString(program, "#!/bin/sh\necho db version v4.4.6-8\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program.toString();
  }

  private static ExternalContent content() {
    Source source = new Source("rs0", MEMBER.address(), MemberState.SECONDARY, "");
    return new ExternalContent(source, "/data", "ab", AT, null, TIME, List.of(), "{}", null);
  }

  private static BackupHeader header() {
    return new BackupHeader(
        BackupHeader.FORMAT,
        "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        BACKUP,
        new OperationId(SHOP, Ulid.ofKey("", "backup")),
        Method.EXTERNAL,
        Trigger.MANUAL,
        "",
        AT,
        TopologyKind.REPLICA_SET,
        new ServerVersion("4.4.6-8", "4.4", "Percona Server for MongoDB"),
        TIME,
        0,
        0,
        0,
        0,
        null);
  }
}
