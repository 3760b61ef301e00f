package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.InsertOneModel;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestoreTask;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

/// Restores whose steps die at random moments.
abstract class RandomDeathsContract extends RestoreContract {
  private static final int RESTORES = 10;
  private static final long SEED = 20261121;

  private final Random random = new Random(SEED);
  private int deaths;

  @Test
  void whatDiesAtRandomMomentsIsInTheEndProven() {
    String backup = backup();
    for (int restore = 0; restore < RESTORES; restore++) {
      rig().target().getDatabase("shop").drop();
      RestoreTask task = rig().task(Rig.request(backup));
      LogicalRestore engine = rig().engine();
      tillItSucceeds(heartbeat -> engine.prepare(task, heartbeat));
      tillItSucceeds(heartbeat -> engine.load(task, heartbeat));
      tillItSucceeds(heartbeat -> engine.replay(task, heartbeat));
      tillItSucceeds(heartbeat -> engine.buildIndexes(task, heartbeat));
      engine.mergeUsers(task, Heartbeat.none());

      Proof proof = engine.prove(task, Heartbeat.none());

      assertThat(proof.holds()).as("restore %d of seed %d", restore, SEED).isTrue();
    }
    assertThat(deaths).isGreaterThan(2 * RESTORES);
  }

  /// Each attempt knows what the one before delivered; some of it is lost on the way.
  private void tillItSucceeds(Consumer<Heartbeat> step) {
    AtomicInteger beats = new AtomicInteger(1 + random.nextInt(25));
    Interruption first = Interruption.when(_ -> beats.decrementAndGet() == 0);
    try {
      step.accept(first);
      return;
    } catch (Interruption.Interrupted e) {
      deaths++;
    }
    step.accept(random.nextBoolean() ? first.next() : Heartbeat.none());
  }

  private String backup() {
    for (int i = 0; i < 12; i++) {
      insert("c%02d".formatted(i), "{_id: 1}", "{_id: 2}", "{_id: 3}");
      shop().getCollection("c%02d".formatted(i)).createIndex(json("{x: 1}"));
    }
    Rig.Backing backing = rig().new Backing("deaths").dump();
    List<InsertOneModel<BsonDocument>> inserts =
        IntStream.range(10, 1_500)
            .mapToObj(i -> new InsertOneModel<>(json("{_id: %d}".formatted(i))))
            .toList();
    shop().getCollection("c00", BsonDocument.class).bulkWrite(inserts);
    shop().getCollection("c01", BsonDocument.class).deleteMany(json("{}"));
    return backing.complete().backup().name().value();
  }
}
