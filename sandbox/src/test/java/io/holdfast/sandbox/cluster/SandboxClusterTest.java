package io.holdfast.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.client.ClientSession;
import io.holdfast.sandbox.mongod.Program;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// The sandbox's processes keep the contract; and they say what they are not.
class SandboxClusterTest extends ClusterContract {
  @Override
  Path find(Path programs) {
    return Program.in(programs);
  }

  @Test
  void whatARouterCannotDoHereIsRefusedByName() {
    assertThatThrownBy(() -> admin(new Document("moveChunk", "shop.orders")))
        .isInstanceOf(MongoCommandException.class)
        .hasMessageContaining("moveChunk");
    try (ClientSession session = router().startSession()) {
      session.startTransaction();
      assertThatThrownBy(
              () -> router().getDatabase("shop").getCollection("orders").find(session).first())
          .hasMessageContaining("no transactions");
    }
  }
}
