package io.holdfast.activities.mongodb.dump;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/// Somebody who inserts, replaces and deletes orders all the time.
final class OrderWriter implements AutoCloseable {
  private final MongoCollection<BsonDocument> orders;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicInteger writes = new AtomicInteger();
  private final Thread thread;

  OrderWriter(MongoCollection<BsonDocument> orders) {
    this.orders = orders;
    this.thread = Thread.ofPlatform().start(this::write);
  }

  private void write() {
    Random random = new Random(4711);
    while (!stopped.get()) {
      BsonInt32 id = new BsonInt32(random.nextInt(1_000));
      BsonDocument key = new BsonDocument("_id", id);
      BsonDocument value = key.clone().append("n", new BsonInt32(random.nextInt()));
      switch (random.nextInt(3)) {
        case 0 -> orders.deleteOne(key);
        case 1 -> orders.replaceOne(key, value);
        default -> orders.replaceOne(key, value, new ReplaceOptions().upsert(true));
      }
      writes.incrementAndGet();
    }
  }

  void awaitWrites(int more) {
    int target = writes.get() + more;
    await().until(() -> writes.get() >= target);
  }

  @Override
  public void close() {
    stopped.set(true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
