package io.holdfast.cli.launch.demo.act;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bson.BsonTimestamp;
import org.bson.Document;

/// The booking desk's own account of its writes, each with its place in time. It knows what the
/// database must hold at any point in time without asking it, or Holdfast. Thread-safe.
public final class Books {
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(BsonTimestamp at, Consumer<Map<Integer, Document>> change) {}

  synchronized void booked(BsonTimestamp at, int number, Document booking) {
    Document copy = new Document(booking);
    entries.add(new Entry(at, bookings -> bookings.put(number, new Document(copy))));
  }

  synchronized void rebooked(BsonTimestamp at, int number, int to) {
    entries.add(
        new Entry(
            at,
            bookings ->
                bookings.computeIfPresent(number, (_, booking) -> booking.append("to", to))));
  }

  synchronized void cancelled(BsonTimestamp at, int number) {
    entries.add(new Entry(at, bookings -> bookings.remove(number)));
  }

  /// How many writes there have been.
  public synchronized int writes() {
    return entries.size();
  }

  /// How many writes came after the point in time: what a restore to it must not bring back.
  public synchronized long writesAfter(BsonTimestamp point) {
    return entries.stream().filter(entry -> entry.at().compareTo(point) > 0).count();
  }

  /// The bookings as they were at the point in time, by number.
  public synchronized Map<Integer, Document> at(BsonTimestamp point) {
    Map<Integer, Document> bookings = new TreeMap<>();
    entries.stream()
        .filter(entry -> entry.at().compareTo(point) <= 0)
        .forEach(entry -> entry.change().accept(bookings));
    return bookings;
  }
}
