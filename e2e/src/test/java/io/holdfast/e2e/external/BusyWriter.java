package io.holdfast.e2e.external;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.bson.BsonTimestamp;
import org.bson.Document;

/// A writer that inserts and deletes all the time, some hundred times a second, and can tell from
/// the oplog what was there at any moment.
public final class BusyWriter implements AutoCloseable {
  private static final String NAMESPACE = "shop.orders";

  /// Leaves the processor to what is tested.
  private static final Duration PAUSE = Duration.ofMillis(2);

  private final MongoClient client;
  private final Thread thread;
  private final AtomicInteger written = new AtomicInteger();
  private volatile boolean stopping;

  public BusyWriter(String uri) {
    client = MongoClients.create(uri);
    thread = Thread.ofPlatform().name("busy-writer").start(this::write);
  }

  private void write() {
    MongoCollection<Document> orders = client.getDatabase("shop").getCollection("orders");
    for (int i = 0; !stopping; i++) {
      var _ = orders.insertOne(new Document("_id", i).append("text", "x".repeat(i % 900)));
      if (i % 3 == 2) {
        var _ = orders.deleteOne(Filters.eq("_id", i - 2));
      }
      written.incrementAndGet();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  public int written() {
    return written.get();
  }

  /// The length of each order's text, by id, right after the write of that time.
  public Map<Integer, Integer> ordersAt(BsonTimestamp time) {
    return ordersAt(client, time);
  }

  /// The same of those that a server of a cluster has.
  public static Map<Integer, Integer> ordersAt(MongoClient server, BsonTimestamp time) {
    Map<Integer, Integer> orders = new TreeMap<>();
    for (Document entry :
        server
            .getDatabase("local")
            .getCollection("oplog.rs")
            .find(Filters.and(Filters.eq("ns", NAMESPACE), Filters.lte("ts", time)))) {
      Document o = entry.get("o", Document.class);
      if (entry.getString("op").equals("i")) {
        orders.put(o.getInteger("_id"), o.getString("text").length());
      } else if (entry.getString("op").equals("d")) {
        orders.remove(o.getInteger("_id"));
      }
    }
    return orders;
  }

  public static Map<Integer, Integer> ordersIn(MongoClient server) {
    Map<Integer, Integer> orders = new TreeMap<>();
    server
        .getDatabase("shop")
        .getCollection("orders")
        .find()
        .forEach(order -> orders.put(order.getInteger("_id"), order.getString("text").length()));
    return orders;
  }

  /// Stops writing; the oplog can still be asked.
  public void stop() throws InterruptedException {
    stopping = true;
    thread.join();
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
