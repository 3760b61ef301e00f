package io.holdfast.cli.launch.demo.act;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/// An application that writes all the time: it books, rebooks and cancels journeys, one write after
/// the other, and keeps books of what it wrote and when the database says it happened.
public final class BookingDesk implements AutoCloseable {
  private static final Duration PACE = Duration.ofMillis(1);
  private static final long SEED = 20261121;
  private static final List<String> PASSENGERS =
      List.of("Ada", "Blaise", "Chien-Shiung", "Donald", "Emmy", "François", "Grace", "Željko");

  private final ClientSession session;
  private final MongoCollection<Document> bookings;
  private final List<Integer> cities;
  private final Books books = new Books();
  private final Random random = new Random(SEED);
  private final Thread thread;
  private volatile boolean open = true;
  private volatile @Nullable RuntimeException failure;
  private int number;

  private BookingDesk(MongoClient client, List<Integer> cities) {
    this.session = client.startSession();
    this.bookings = client.getDatabase(SampleDatabases.TRAVEL).getCollection("bookings");
    this.cities = List.copyOf(cities);
    this.thread = Thread.ofPlatform().daemon().name("booking-desk").unstarted(this::work);
  }

  /// Opens the desk; it writes until it is closed.
  ///
  /// @param cities the ids of the cities to travel between
  public static BookingDesk open(MongoClient client, List<Integer> cities) {
    BookingDesk desk = new BookingDesk(client, cities);
    desk.thread.start();
    return desk;
  }

  /// What was written, by the desk's own account.
  public Books books() {
    return books;
  }

  /// Closes the desk and waits for its last write.
  ///
  /// @throws IllegalStateException when a write had failed: the demo's world is broken then
  @Override
  public void close() {
    open = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    session.close();
    RuntimeException broken = failure;
    if (broken != null) {
      throw new IllegalStateException("the demo's booking desk could not write", broken);
    }
  }

  private void work() {
    try {
      while (open) {
        write();
        LockSupport.parkNanos(PACE.toNanos());
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void write() {
    int dice = number < 10 ? 0 : random.nextInt(10);
    if (dice == 9) {
      cancel(random.nextInt(number) + 1);
    } else if (dice == 8) {
      rebook(random.nextInt(number) + 1);
    } else {
      book();
    }
  }

  private void book() {
    number++;
    Document booking =
        new Document("_id", new ObjectId())
            .append("number", number)
            .append("passenger", PASSENGERS.get(random.nextInt(PASSENGERS.size())))
            .append("from", city())
            .append("to", city())
            .append("price", new Decimal128(BigDecimal.valueOf(random.nextInt(100_000), 2)))
            .append("at", Instant.now());
    var _ = bookings.insertOne(session, booking);
    books.booked(happened(), number, booking);
  }

  private void rebook(int which) {
    int to = city();
    var _ = bookings.updateOne(session, Filters.eq("number", which), Updates.set("to", to));
    books.rebooked(happened(), which, to);
  }

  private void cancel(int which) {
    var _ = bookings.deleteOne(session, Filters.eq("number", which));
    books.cancelled(happened(), which);
  }

  /// The place of the session's last write in the replica set's oplog.
  private BsonTimestamp happened() {
    BsonTimestamp at = session.getOperationTime();
    if (at == null) {
      throw new IllegalStateException("the server tells no operation time");
    }
    return at;
  }

  private int city() {
    return cities.get(random.nextInt(cities.size()));
  }
}
