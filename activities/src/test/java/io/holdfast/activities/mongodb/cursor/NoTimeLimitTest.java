package io.holdfast.activities.mongodb.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.holdfast.activities.mongodb.raw.RawCursor;
import io.holdfast.sandbox.SandboxStandalone;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.PointInTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Of what servers from 8.0 on may limit in time where nothing is said.
class NoTimeLimitTest {
  private final List<BsonDocument> sent = new CopyOnWriteArrayList<>();
  @AutoClose private final SandboxStandalone server = SandboxStandalone.start(0);

  @AutoClose
  private final MongoClient client =
      MongoClients.create(
          MongoClientSettings.builder()
              .applyConnectionString(new ConnectionString(server.uri()))
              .addCommandListener(
                  new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                      sent.add(event.getCommand().clone());
                    }
                  })
              .build());

  @Test
  void everyAggregationThatHasToDoWithCursorsSaysThatItHasNone() {
    CursorMember member = new CursorMember(client);
    OperationId operation = new OperationId(new InstanceId("shop"), "01ARZ3NDEKTSV4RRFFQ69G5FAV");

    assertThatThrownBy(() -> BackupCursor.open(member, "db1:27017", "a comment"))
        .isInstanceOf(MongoCommandException.class); // it has no data files
    var _ = OwnCursors.closeAll(member, operation);
    sent.add(CursorExtension.command("00".repeat(16), new PointInTime(1, 1)));

    assertThat(sent)
        .filteredOn(command -> command.containsKey("aggregate"))
        .hasSize(3)
        .allSatisfy(NoTimeLimitTest::assertWithoutLimit);
  }

  @Test
  void soDoesWhatReadsCollections() {
    for (String read :
        List.of("{find: 'orders'}", "{aggregate: 'orders', pipeline: [], cursor: {}}")) {
      try (RawCursor cursor = RawCursor.open(client, "shop", BsonDocument.parse(read))) {
        assertThat(cursor.hasNext()).isFalse();
      }
    }

    assertThat(sent).hasSize(2).allSatisfy(NoTimeLimitTest::assertWithoutLimit);
  }

  private static void assertWithoutLimit(BsonDocument command) {
    assertThat(command).containsEntry("maxTimeMS", new BsonInt32(0));
  }
}
