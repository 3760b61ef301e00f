package io.holdfast.activities.mongodb.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.OperationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderExchangeTest {
  private static final OperationId OURS = OperationId.parse("shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE");
  private static final OperationId OTHER = OperationId.parse("shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDF");
  private static final MemberId MEMBER = MemberId.parse("rs0/127.0.0.1:27017");
  private static final Heartbeat HEARTBEAT = Heartbeat.none();

  @TempDir private Path dbPath;
  private final FakeServer server = new FakeServer();
  private Map<String, String> old = Map.of();

  @BeforeEach
  void fill() throws IOException {
    old = Tree.fill(dbPath, "old");
  }

  private DataFolder folder(Mover mover) {
    return new DataFolder(dbPath, mover);
  }

  private FolderExchange exchange(Mover mover) {
    return new FolderExchange(MEMBER, folder(mover), server);
  }

  private FolderExchange exchange() {
    return exchange(Mover.RENAME);
  }

  private Settlement settlement(Mover mover) {
    return new Settlement(MEMBER, folder(mover), exchange(mover));
  }

  private Stage stage() throws IOException {
    return folder(Mover.RENAME).marker().read().orElseThrow().stage();
  }

  /// What people and the recovery do between moving aside and placing.
  private Map<String, String> copyAndRecover() throws IOException {
    Map<String, String> fresh = Tree.fill(folder(Mover.RENAME).newData(), "new");
    FolderExchange exchange = exchange();
    exchange.endRecovery(exchange.beginRecovery(exchange.marker(OURS).orElseThrow()));
    return fresh;
  }

  @Test
  void newTakesThePlaceOfOldAndNothingElseIsLeft() throws IOException {
    exchange().moveAside(OURS, HEARTBEAT);
    assertThat(server.running).isFalse();
    assertThat(Tree.of(dbPath)).isEmpty();
    Map<String, String> fresh = copyAndRecover();

    exchange().place(OURS, HEARTBEAT);
    settlement(Mover.RENAME).settle(OURS, false);

    assertThat(server.running).isTrue();
    assertThat(Tree.of(dbPath)).isEqualTo(fresh);
    assertThat(dbPath.resolve(DataFolder.OWN)).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,false", "3,false", "0,true", "2,true", "3,true"})
  void anAgentKilledAtAnyRenameGoesOnWhereItWas(int renames, boolean after) throws IOException {
    assertThatThrownBy(() -> exchange(new DyingMover(renames, after)).moveAside(OURS, HEARTBEAT))
        .isInstanceOf(DyingMover.Died.class);
    exchange().moveAside(OURS, HEARTBEAT);
    Map<String, String> fresh = copyAndRecover();
    assertThatThrownBy(() -> exchange(new DyingMover(renames, after)).place(OURS, HEARTBEAT))
        .isInstanceOf(DyingMover.Died.class);

    exchange().place(OURS, HEARTBEAT);

    assertThat(Tree.of(dbPath)).isEqualTo(fresh);
    assertThat(Tree.of(folder(Mover.RENAME).oldData())).isEqualTo(old);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void anAbortInTheMiddleOfMovingAsideLeavesEveryByteAsItWas(int renames) throws IOException {
    assertThatThrownBy(() -> exchange(new DyingMover(renames, false)).moveAside(OURS, HEARTBEAT))
        .isInstanceOf(DyingMover.Died.class);

    exchange().putBack(OURS, HEARTBEAT);

    assertOldIsBack();
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,2", "3,5", "2,7", "1,9"})
  void anAbortKilledInItsMiddleIsRepeated(int placed, int undone) throws IOException {
    exchange().moveAside(OURS, HEARTBEAT);
    var _ = copyAndRecover();
    assertThatThrownBy(() -> exchange(new DyingMover(placed, true)).place(OURS, HEARTBEAT))
        .isInstanceOf(DyingMover.Died.class);
    try {
      exchange(new DyingMover(undone, false)).putBack(OURS, HEARTBEAT);
    } catch (DyingMover.Died _) {
      assertThat(stage()).isIn(Stage.CLEARING, Stage.RETURNING);
    }

    exchange().putBack(OURS, HEARTBEAT);

    assertOldIsBack();
  }

  @Test
  void anAbortAfterTheNewServerHasRunRemovesWhatItWrote() throws IOException {
    exchange().moveAside(OURS, HEARTBEAT);
    var _ = copyAndRecover();
    exchange().place(OURS, HEARTBEAT);
    Files.writeString(dbPath.resolve("collection-9.wt"), "written by the new server");

    exchange().putBack(OURS, HEARTBEAT);

    assertOldIsBack();
  }

  private void assertOldIsBack() throws IOException {
    assertThat(Tree.of(dbPath)).isEqualTo(old);
    assertThat(server.running).isTrue();
    assertThat(dbPath.resolve(DataFolder.OWN)).doesNotExist();
  }

  @Test
  void aServerThatDidNotRunIsNotStartedByAnAbort() throws IOException {
    server.running = false;
    exchange().moveAside(OURS, HEARTBEAT);

    exchange().putBack(OURS, HEARTBEAT);

    assertThat(server.starts).isZero();
    assertThat(Tree.of(dbPath)).isEqualTo(old);
  }

  @Test
  void whatSomebodyPutsIntoTheDataFolderMeanwhileStopsTheRestore() throws IOException {
    exchange().moveAside(OURS, HEARTBEAT);
    var _ = copyAndRecover();
    Files.writeString(dbPath.resolve("WiredTiger.wt"), "a server was started here");

    assertThatThrownBy(() -> exchange().place(OURS, HEARTBEAT))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("WiredTiger.wt")
        .extracting("code")
        .isEqualTo(ErrorCode.MEMBER_UNFIT);

    assertThat(Tree.of(folder(Mover.RENAME).oldData())).isEqualTo(old);
  }

  @Test
  void withoutTheOldDataNothingIsTakenOut() throws IOException {
    exchange().moveAside(OURS, HEARTBEAT);
    Map<String, String> fresh = copyAndRecover();
    exchange().place(OURS, HEARTBEAT);
    Folders.delete(folder(Mover.RENAME).oldData());

    assertThatThrownBy(() -> exchange().putBack(OURS, HEARTBEAT))
        .isInstanceOf(HoldfastException.class);

    assertThat(Tree.of(dbPath)).isEqualTo(fresh);
  }

  @Test
  void withoutOldDataAnAbortLeavesTheNewAlone() throws IOException {
    exchange().moveAside(OURS, HEARTBEAT);
    var _ = copyAndRecover();
    Map<String, String> fetched = Tree.of(folder(Mover.RENAME).newData());
    Folders.delete(folder(Mover.RENAME).oldData());

    assertThatThrownBy(() -> exchange().putBack(OURS, HEARTBEAT))
        .isInstanceOf(HoldfastException.class);

    assertThat(Tree.of(folder(Mover.RENAME).newData())).isEqualTo(fetched).isNotEmpty();
  }

  @Test
  void oldDataThatIsKeptIsNotMistakenForOldDataToPutBack() throws IOException {
    exchange().moveAside(OURS, HEARTBEAT);
    Map<String, String> fresh = copyAndRecover();
    exchange().place(OURS, HEARTBEAT);
    assertThatThrownBy(() -> settlement(new DyingMover(0, true)).settle(OURS, true))
        .isInstanceOf(DyingMover.Died.class);

    settlement(Mover.RENAME).resolve(OURS, null, HEARTBEAT);

    assertThat(Tree.of(dbPath)).isEqualTo(fresh);
    assertThat(Tree.of(dbPath.resolve(".holdfast/kept-" + OURS))).isEqualTo(old);
    assertThat(folder(Mover.RENAME).marker().read()).isEmpty();
  }

  @Test
  void aSettledRestoreIsNotAborted() throws IOException {
    exchange().moveAside(OURS, HEARTBEAT);
    var _ = copyAndRecover();
    exchange().place(OURS, HEARTBEAT);
    MarkerFile marker = folder(Mover.RENAME).marker();
    marker.write(marker.read().orElseThrow().to(Stage.SETTLING));

    assertThatThrownBy(() -> exchange().putBack(OURS, HEARTBEAT)).hasMessageContaining("settled");
  }

  @Test
  void whatAnotherRestoreLeftIsNotTouchedUntilItIsResolved() throws IOException {
    exchange().moveAside(OTHER, HEARTBEAT);

    assertThatThrownBy(() -> exchange().moveAside(OURS, HEARTBEAT))
        .hasMessageContaining(OTHER.toString());
    settlement(Mover.RENAME).resolve(OURS, null, HEARTBEAT);
    assertThat(stage()).isEqualTo(Stage.ASIDE);
    settlement(Mover.RENAME).resolve(OTHER, null, HEARTBEAT);

    assertThat(Tree.of(dbPath)).isEqualTo(old);
  }

  @Test
  void aMarkerThatCannotBeUnderstoodStopsEverything() throws IOException {
    exchange().moveAside(OURS, HEARTBEAT);
    Files.writeString(dbPath.resolve(".holdfast/restore.properties"), "operation=rubbish");

    assertThatThrownBy(() -> exchange().putBack(OURS, HEARTBEAT)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> exchange().place(OURS, HEARTBEAT)).isInstanceOf(IOException.class);
  }
}
