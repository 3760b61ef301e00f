package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.holdfast.activities.mongodb.OneMongod;
import io.holdfast.activities.mongodb.inspect.TopologyInspector;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.sandbox.real.RealReplicaSet;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.Consistency;
import io.holdfast.workflows.compare.CompareRequest;
import io.holdfast.workflows.compare.CompareTask;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestorePlan;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A standalone, which has no oplog: backed up with the consistency `none`, and brought back.
class StandaloneIT {
  @AutoClose private final OneMongod alone = OneMongod.start();

  @AutoClose
  private final LocalReplicaSet target =
      RealReplicaSet.start(RealReplicaSet.find().orElseThrow(), "target", 1);

  @AutoClose private Rig rig;

  @BeforeEach
  void fill(@TempDir Path folder) {
    rig = new Rig(new Standalone(alone), target, folder);
    MongoDatabase shop = rig.source().getDatabase("shop");
    shop.getCollection("orders").insertMany(orders(0));
    shop.getCollection("orders")
        .createIndex(Indexes.ascending("n"), new IndexOptions().name("by number"));
    shop.createCollection("log", new CreateCollectionOptions().capped(true).sizeInBytes(1 << 20));
    shop.getCollection("log").insertMany(orders(0));
    shop.createView("recent", "orders", List.of(new Document("$limit", 5)));
  }

  @Test
  void itComesBackInAReplicaSetAndIsProvenAgainstWhatWasDumped() {
    BackupHeader header = rig.backup("alone");

    assertThat(header.topology()).isEqualTo(TopologyKind.STANDALONE);
    assertThat(header.consistency()).isEqualTo(Consistency.NONE);
    assertThat(header.consistent()).isFalse();
    assertThat(header.documents()).isEqualTo(200);
    assertThat(header.pointInTime().instant()).isAfter(Instant.now().minusSeconds(60));
    RestorePlan plan = rig.engine().plan(Rig.request("alone"));
    assertThat(plan.consistency()).isEqualTo(Consistency.NONE);

    assertThat(rig.restore(Rig.request("alone")).holds()).isTrue();

    MongoDatabase shop = rig.target().getDatabase("shop");
    assertThat(shop.getCollection("orders").countDocuments()).isEqualTo(100);
    assertThat(shop.getCollection("orders").listIndexes())
        .extracting(index -> index.getString("name"))
        .contains("by number");
    assertThat(shop.getCollection("recent").countDocuments()).isEqualTo(5);
    assertThat(compare("alone").holds()).isTrue();
    rig.source().getDatabase("shop").getCollection("orders").deleteOne(new Document("n", 7));
    assertThat(compare("alone").differences()).isEqualTo(1);
  }

  @Test
  void whatIsWrittenUnderTheDumpMakesItNoLessProvable() {
    Rig.Backing backing = rig.new Backing("written-to");
    MongoDatabase shop = rig.source().getDatabase("shop");
    shop.getCollection("orders").insertMany(orders(1_000));
    shop.getCollection("orders").deleteMany(new Document("n", new Document("$lt", 50)));
    shop.getCollection("later").insertMany(orders(0));
    shop.getCollection("log").drop();

    BackupHeader header = backing.dump().complete();

    // Listed before, read after: what is new is missed, what is gone is empty.
    assertThat(header.documents()).isEqualTo(150);
    assertThat(rig.restore(Rig.request("written-to")).holds()).isTrue();
  }

  @Test
  void aRunningProcessIsKnownWhateverItIsCalled() {
    String one = identity("mongodb://127.0.0.1:%d/".formatted(alone.port()));
    String other = identity("mongodb://localhost:%d/".formatted(alone.port()));

    assertThat(one).isNotEmpty().isEqualTo(other);
  }

  private String identity(String uri) {
    rig.register(Rig.SOURCE, uri, null);
    return String.valueOf(
        new TopologyInspector(rig.connector())
            .inspect(rig.repository().catalogue().instance(Rig.SOURCE).orElseThrow().value())
            .deployment());
  }

  /// With the standalone itself.
  private Proof compare(String backup) {
    CompareRequest request =
        new CompareRequest(
            new OperationId(Rig.SOURCE, Ulid.random(Instant.now())),
            Rig.SOURCE,
            new BackupName(backup));
    CompareTask task = rig.comparison().admit(request);
    return rig.comparison().compare(task, Heartbeat.none());
  }

  private static List<Document> orders(int from) {
    return IntStream.range(from, from + 100)
        .mapToObj(n -> new Document("_id", n).append("n", n))
        .toList();
  }

  /// Seen as a set without a name.
  private record Standalone(OneMongod server) implements LocalReplicaSet {
    @Override
    public String name() {
      return "";
    }

    @Override
    public String uri() {
      return "mongodb://127.0.0.1:%d/".formatted(server.port());
    }

    @Override
    public List<LocalMember> members() {
      return List.of(primary());
    }

    @Override
    public LocalMember primary() {
      return new LocalMember(0, server.port());
    }

    @Override
    public void kill(LocalMember member) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void restart(LocalMember member) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String describe() {
      return "a standalone at " + uri();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
