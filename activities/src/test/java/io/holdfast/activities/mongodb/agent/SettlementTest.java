package io.holdfast.activities.mongodb.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.agent.Ending;
import io.holdfast.workflows.agent.LastRestore;
import io.holdfast.workflows.agent.Stand;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.OperationId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The end of a restore on one member, after it was decided for all.
class SettlementTest {
  private static final OperationId OURS = OperationId.parse("shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE");
  private static final MemberId MEMBER = MemberId.parse("rs0/127.0.0.1:27017");
  private static final Heartbeat HEARTBEAT = Heartbeat.none();

  @TempDir private Path dbPath;
  private final FakeServer server = new FakeServer();
  private Map<String, String> old = Map.of();
  private Map<String, String> fresh = Map.of();

  @BeforeEach
  void place() throws IOException {
    old = Tree.fill(dbPath, "old");
    exchange().moveAside(OURS, HEARTBEAT);
    fresh = Tree.fill(folder().newData(), "new");
    exchange().endRecovery(exchange().beginRecovery(exchange().marker(OURS).orElseThrow()));
    exchange().place(OURS, HEARTBEAT);
  }

  private DataFolder folder() {
    return new DataFolder(dbPath, Mover.RENAME);
  }

  private FolderExchange exchange() {
    return new FolderExchange(MEMBER, folder(), server);
  }

  private Settlement settlement() {
    return new Settlement(MEMBER, folder(), exchange());
  }

  private Path kept() {
    return folder().own().resolve("kept-" + OURS);
  }

  @Test
  void whatIsOnlyNotedCanStillGoBack() throws IOException {
    settlement().prove(OURS, false);
    settlement().prove(OURS, false);
    assertThat(folder().marker().read().orElseThrow().stage()).isEqualTo(Stage.PROVEN);

    settlement().resolve(OURS, Ending.PUT_BACK, HEARTBEAT);

    assertThat(Tree.of(dbPath)).isEqualTo(old);
  }

  @Test
  void aServerThatDoesNotStopDoesNotHideThatTheRestoreGoesBack() throws IOException {
    settlement().prove(OURS, false);
    ServerControl stuck =
        new FakeServer() {
          @Override
          public void stop(Heartbeat heartbeat) {
            throw Unfit.because(MEMBER, "it does not stop.", "");
          }
        };

    assertThatThrownBy(() -> new FolderExchange(MEMBER, folder(), stuck).putBack(OURS, HEARTBEAT))
        .hasMessageContaining("it does not stop");

    assertThat(folder().marker().read().orElseThrow().stage()).isEqualTo(Stage.CLEARING);
    exchange().putBack(OURS, HEARTBEAT);
    assertThat(Tree.of(dbPath)).isEqualTo(old);
  }

  @Test
  void aRestoreThatWasDecidedElsewhereIsSettledAndNotPutBack() throws IOException {
    settlement().prove(OURS, false);

    settlement().resolve(OURS, Ending.SETTLE, HEARTBEAT);

    assertThat(Tree.of(dbPath)).isEqualTo(fresh);
    assertThat(folder().own()).doesNotExist();
  }

  @Test
  void oldDataThatIsToBeKeptIsKeptByWhoeverEndsTheRestore() throws IOException {
    settlement().prove(OURS, true);

    settlement().resolve(OURS, Ending.SETTLE, HEARTBEAT);

    assertThat(Tree.of(kept())).isEqualTo(old);
  }

  @Test
  void whereNobodyHasSaidOldDataIsKept() throws IOException {
    settlement().resolve(OURS, Ending.SETTLE, HEARTBEAT);

    assertThat(Tree.of(dbPath)).isEqualTo(fresh);
    assertThat(Tree.of(kept())).isEqualTo(old);
  }

  @Test
  void whatIsOnItsWayBackIsNotSettled() throws IOException {
    MarkerFile marker = folder().marker();
    marker.write(marker.read().orElseThrow().to(Stage.CLEARING));

    assertThatThrownBy(() -> settlement().resolve(OURS, Ending.SETTLE, HEARTBEAT))
        .hasMessageContaining("CLEARING");

    assertThat(Tree.of(folder().oldData())).isEqualTo(old);
  }

  @Test
  void aFolderRemembersHowItsLastRestoreEnded() throws IOException {
    settlement().settle(OURS, false);

    assertThat(folder().last().read().orElseThrow().seen())
        .isEqualTo(new LastRestore(OURS, Stand.SETTLED));
    assertThatCode(() -> settlement().requireTrace(OURS, Stage.SETTLED)).doesNotThrowAnyException();
    assertThatThrownBy(() -> settlement().requireTrace(OURS, Stage.RETURNED))
        .hasMessageContaining("SETTLED");
    assertThat(folder().data())
        .extracting(Path::getFileName)
        .doesNotContain(Path.of(".holdfast.last"));
  }

  @Test
  void aRestoreThatHasEndedIsNotBegunAgain() throws IOException {
    settlement().settle(OURS, false);

    assertThatThrownBy(() -> exchange().moveAside(OURS, HEARTBEAT))
        .hasMessageContaining("has ended here, at SETTLED");

    assertThat(Tree.of(dbPath)).isEqualTo(fresh);
    assertThat(server.running).isTrue();
  }

  @Test
  void aPutBackThatIsRepeatedIsASuccess() throws IOException {
    exchange().putBack(OURS, HEARTBEAT);

    assertThatCode(() -> settlement().requireTrace(OURS, Stage.RETURNED))
        .doesNotThrowAnyException();
  }

  @Test
  void aFolderThatHasSeenNothingOfTheRestoreIsTheWrongOne(@TempDir Path unmounted) {
    DataFolder wrong = new DataFolder(unmounted, Mover.RENAME);
    Settlement there = new Settlement(MEMBER, wrong, new FolderExchange(MEMBER, wrong, server));

    assertThatThrownBy(() -> there.requireTrace(OURS, Stage.RETURNED))
        .hasMessageContaining("no trace of the restore");
  }
}
