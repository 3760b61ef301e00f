package io.holdfast.activities.mongodb.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.OperationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A restore whose new files have filled the member's disk.
class FullDiskTest {
  private static final OperationId OURS = OperationId.parse("shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE");

  @TempDir private Path dbPath;
  private final FakeServer server = new HungryServer();

  /// A server that is told to start needs room.
  private final class HungryServer extends FakeServer {
    @Override
    public void start(Heartbeat heartbeat) {
      try {
        Files.delete(Files.writeString(dbPath.resolve("WiredTigerTmplog.1"), "x"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      super.start(heartbeat);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ASIDE", "RECOVERING", "RECOVERED", "PLACED", "PROVEN"})
  void theOldDataComesBackAlthoughNotAByteIsFree(Stage reached) throws IOException {
    try (var _ = SmallDisk.on(dbPath)) {
      Map<String, String> old = Tree.fill(dbPath, "old");
      DataFolder folder = new DataFolder(dbPath, Mover.RENAME);
      FolderExchange exchange =
          new FolderExchange(MemberId.parse("rs0/127.0.0.1:27017"), folder, server);
      exchange.moveAside(OURS, Heartbeat.none());
      Files.writeString(folder.own().resolve("standalone.log"), "what the recovery said");
      folder.marker().write(new Marker(OURS, reached, true));
      boolean placed = reached.reached(Stage.PLACED);
      Path filling = placed ? dbPath : folder.newData();
      SmallDisk.fill(filling.resolve("collection-1.wt.holdfast-part"));
      assertThatThrownBy(() -> Files.writeString(dbPath.resolve("more"), "x"))
          .isInstanceOf(IOException.class);
      Files.deleteIfExists(dbPath.resolve("more"));

      exchange.putBack(OURS, Heartbeat.none());

      assertThat(Tree.of(dbPath)).isEqualTo(old);
      assertThat(server.running).isTrue();
      assertThat(folder.own()).doesNotExist();
    }
  }
}
