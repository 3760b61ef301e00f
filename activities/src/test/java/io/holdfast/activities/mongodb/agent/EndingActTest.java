package io.holdfast.activities.mongodb.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.OperationId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The end of a restore on a disk that refuses.
class EndingActTest {
  private static final OperationId OURS = OperationId.parse("shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE");
  private static final MemberId MEMBER = MemberId.parse("rs0/127.0.0.1:27017");

  @TempDir private Path dbPath;
  private final FakeServer server = new FakeServer();

  @Test
  void whatADiskRefusesOnTheWayBackIsToldWithWhatLiesWhereAndCanBeTriedAgain() throws IOException {
    Map<String, String> old = Tree.fill(dbPath, "old");
    exchange(Mover.RENAME).moveAside(OURS, Heartbeat.none());
    DataFolder folder = new DataFolder(dbPath, Mover.RENAME);
    EndingAct act = new EndingAct(MEMBER, folder);

    assertThatExceptionOfType(HoldfastException.class)
        .isThrownBy(() -> act.run(() -> exchange(refusing(2)).putBack(OURS, Heartbeat.none())))
        .satisfies(
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.DISK_FAILED);
              assertThat(refused.message())
                  .contains(MEMBER.toString(), "is at RETURNING there")
                  .contains("3 entries are in " + folder.oldData() + ", and 2 in " + dbPath);
              assertThat(refused.hint()).contains("restore-stopped.md says of RETURNING");
            });

    act.run(() -> exchange(Mover.RENAME).putBack(OURS, Heartbeat.none()));

    assertThat(Tree.of(dbPath)).isEqualTo(old);
    assertThat(server.running).isTrue();
  }

  @Test
  void beforeTheDecisionNobodyIsToldToGoOnByHand() {
    EndingAct act = new EndingAct(MEMBER, new DataFolder(dbPath, Mover.RENAME));

    assertThatExceptionOfType(HoldfastException.class)
        .isThrownBy(
            () ->
                act.runUndecided(
                    () -> {
                      throw new IOException("Input/output error");
                    }))
        .satisfies(
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.DISK_FAILED);
              assertThat(refused.message()).contains(MEMBER.toString(), "Input/output error");
              assertThat(refused.hint()).contains("then the old data goes back");
            });
  }

  private FolderExchange exchange(Mover mover) {
    return new FolderExchange(MEMBER, new DataFolder(dbPath, mover), server);
  }

  /// Renames a few, and then the disk takes no more.
  private static Mover refusing(int renames) {
    int[] left = {renames};
    return (from, to) -> {
      if (left[0]-- <= 0) {
        throw new IOException("Input/output error");
      }
      Mover.RENAME.move(from, to);
    };
  }
}
