package io.holdfast.cli.launch.demo.act;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;

/// The bookings in the database compared, field by field, with the desk's own books at a point in
/// time.
///
/// @param expected bookings that the books say there were
/// @param found bookings in the database
/// @param wrong numbers of the bookings that are missing, different or not in the books
public record BookingsCheck(int expected, int found, List<Integer> wrong) {
  public BookingsCheck {
    wrong = List.copyOf(wrong);
  }

  public static BookingsCheck of(MongoClient client, Books books, BsonTimestamp point) {
    Map<Integer, BsonDocument> expected = new TreeMap<>();
    books
        .at(point)
        .forEach(
            (number, booking) ->
                expected.put(
                    number,
                    booking.toBsonDocument(
                        BsonDocument.class, MongoClientSettings.getDefaultCodecRegistry())));
    Map<Integer, BsonDocument> found = new TreeMap<>();
    client
        .getDatabase(SampleDatabases.TRAVEL)
        .getCollection("bookings", BsonDocument.class)
        .find()
        .forEach(booking -> found.put(booking.getInt32("number").getValue(), booking));
    return new BookingsCheck(expected.size(), found.size(), differences(expected, found));
  }

  /// Whether every booking is as the books say, and there is no other.
  public boolean holds() {
    return wrong.isEmpty();
  }

  private static List<Integer> differences(
      Map<Integer, BsonDocument> expected, Map<Integer, BsonDocument> found) {
    TreeSet<Integer> numbers = new TreeSet<>(expected.keySet());
    numbers.addAll(found.keySet());
    List<Integer> wrong = new ArrayList<>();
    for (Integer number : numbers) {
      BsonDocument one = expected.get(number);
      if (one == null || !one.equals(found.get(number))) {
        wrong.add(number);
      }
    }
    return wrong;
  }
}
