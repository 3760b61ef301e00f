package io.holdfast.activities.mongodb.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.agent.Ending;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.OperationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A person has been there between two restores, or during one.
class WayBackTest {
  private static final OperationId OURS = OperationId.parse("shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE");
  private static final MemberId MEMBER = MemberId.parse("rs0/127.0.0.1:27017");
  private static final Heartbeat HEARTBEAT = Heartbeat.none();

  @TempDir private Path dbPath;
  private final FakeServer server = new FakeServer();
  private DataFolder folder;
  private FolderExchange exchange;
  private Map<String, String> old;

  @BeforeEach
  void fill() throws IOException {
    old = Tree.fill(dbPath, "old");
    folder = new DataFolder(dbPath, Mover.RENAME);
    exchange = new FolderExchange(MEMBER, folder, server);
  }

  private void comeTo(Stage stage) throws IOException {
    exchange.moveAside(OURS, HEARTBEAT);
    var _ = Tree.fill(folder.newData(), "new");
    if (stage.reached(Stage.RECOVERING)) {
      var _ = exchange.beginRecovery(exchange.marker(OURS).orElseThrow());
    }
    if (stage.reached(Stage.RECOVERED)) {
      exchange.endRecovery(exchange.marker(OURS).orElseThrow());
    }
    if (stage.reached(Stage.PLACED)) {
      exchange.place(OURS, HEARTBEAT);
    }
  }

  private void returnByHand() throws IOException {
    for (Path entry : folder.data()) {
      Folders.delete(entry);
    }
    for (Path entry : Folders.entries(folder.oldData())) {
      var _ = Files.move(entry, dbPath.resolve(entry.getFileName()));
    }
  }

  private void resolve(Ending ending) throws IOException {
    new Settlement(MEMBER, folder, exchange).resolve(OURS, ending, HEARTBEAT);
  }

  private void assertRefused() {
    assertRefused(Ending.PUT_BACK);
  }

  private void assertRefused(Ending ending) {
    assertThatThrownBy(() -> resolve(ending))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.MEMBER_UNFIT);
              assertThat(refusal.hint()).contains("Delete " + folder.own());
            });
  }

  @ParameterizedTest
  @EnumSource(names = {"ASIDE", "RECOVERING", "RECOVERED", "PLACED"})
  void dataThatWasPutBackByHandIsNeverTakenForTheCopy(Stage forgotten) throws IOException {
    comeTo(forgotten);
    returnByHand();
    Map<String, String> copied = Tree.of(folder.newData());
    server.running = true;

    assertRefused();

    assertThat(Tree.of(dbPath)).isEqualTo(old);
    assertThat(Tree.of(folder.newData())).isEqualTo(copied);
    assertThat(server.running).isTrue();
  }

  @Test
  void dataThatWasPutBackByHandIsNeverTakenForSettledData() throws IOException {
    comeTo(Stage.PLACED);
    returnByHand();

    assertRefused(Ending.SETTLE);

    assertThat(Tree.of(dbPath)).isEqualTo(old);
    assertThat(folder.marker().read()).isPresent();
  }

  @Test
  void aReturnByHandHalfDoneIsNotFinished() throws IOException {
    comeTo(Stage.PLACED);
    Files.move(
        folder.oldData().resolve("collection-1.wt"),
        dbPath.resolve("collection-1.wt"),
        StandardCopyOption.REPLACE_EXISTING);

    assertRefused();

    assertThat(dbPath.resolve("collection-1.wt")).hasContent(old.get("collection-1.wt"));
  }

  @Test
  void aMarkerOfAnOlderVersionIsNotBelievedWithoutOldData() throws IOException {
    comeTo(Stage.ASIDE);
    Files.delete(folder.own().resolve(DataFolder.ASIDE));
    returnByHand();

    assertRefused();

    assertThat(Tree.of(dbPath)).isEqualTo(old);
  }

  @Test
  void aMarkerOfAnOlderVersionIsBelievedWithItsOldData() throws IOException {
    comeTo(Stage.PLACED);
    Files.delete(folder.own().resolve(DataFolder.ASIDE));
    Files.delete(folder.own().resolve(DataFolder.COPY));

    resolve(Ending.PUT_BACK);

    assertThat(Tree.of(dbPath)).isEqualTo(old);
  }

  @Test
  void oldDataThatWasCopiedBackByHandIsNotTakenForTheCopy() throws IOException {
    comeTo(Stage.PLACED);
    Path away = Files.createDirectory(folder.own().resolve("away"));
    for (Path entry : folder.data()) {
      var _ = Files.move(entry, away.resolve(entry.getFileName()));
    }
    var _ = Tree.fill(dbPath, "old, and written to since");
    Map<String, String> live = Tree.of(dbPath);

    assertRefused();

    assertThat(Tree.of(dbPath)).isEqualTo(live);
  }

  @Test
  void aFolderThatWasEmptyIsEmptyAgain() throws IOException {
    returnByHand();
    for (Path entry : folder.data()) {
      Folders.delete(entry);
    }
    comeTo(Stage.PLACED);

    exchange.putBack(OURS, HEARTBEAT);

    assertThat(Tree.of(dbPath)).isEmpty();
    assertThat(folder.own()).doesNotExist();
  }

  @Test
  void whatAStrangerPutThereIsKept() throws IOException {
    comeTo(Stage.RECOVERED);
    Map<String, String> strange = Tree.fill(dbPath, "strange");
    assertThatThrownBy(() -> exchange.place(OURS, HEARTBEAT)).hasMessageContaining("WiredTiger");

    exchange.putBack(OURS, HEARTBEAT);

    assertThat(Tree.of(dbPath)).isEqualTo(old);
    assertThat(Tree.of(folder.own().resolve("strange-" + OURS))).isEqualTo(strange);
    assertThat(folder.marker().read()).isEmpty();
  }

  @Test
  void whatAStrangerPutThereWhileDataWasMovedIsKept() throws IOException {
    FolderExchange dying =
        new FolderExchange(MEMBER, new DataFolder(dbPath, new DyingMover(3, false)), server);
    assertThatThrownBy(() -> dying.moveAside(OURS, HEARTBEAT)).isInstanceOf(DyingMover.Died.class);
    Files.writeString(dbPath.resolve("WiredTiger.wt"), "strange");

    exchange.putBack(OURS, HEARTBEAT);

    assertThat(Tree.of(dbPath)).isEqualTo(old);
    assertThat(folder.own().resolve("strange-%s/WiredTiger.wt".formatted(OURS)))
        .hasContent("strange");
  }
}
