package io.holdfast.cli.launch.demo.act;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class BooksTest {
  private final Books books = new Books();

  @Test
  void theBooksKnowEveryPointInTime() {
    books.booked(at(1, 1), 1, new Document("to", 10));
    books.booked(at(1, 2), 2, new Document("to", 20));
    books.rebooked(at(2, 1), 1, 11);
    books.cancelled(at(3, 1), 2);

    assertThat(books.at(at(0, 9))).isEmpty();
    assertThat(books.at(at(1, 1))).containsOnlyKeys(1);
    assertThat(books.at(at(1, 2)).get(1)).isEqualTo(new Document("to", 10));
    assertThat(books.at(at(2, 5)).get(1)).isEqualTo(new Document("to", 11));
    assertThat(books.at(at(3, 1))).containsOnlyKeys(1);
    assertThat(books.writes()).isEqualTo(4);
    assertThat(books.writesAfter(at(1, 2))).isEqualTo(2);
  }

  @Test
  void rebookingACancelledJourneyBringsNothingBack() {
    books.booked(at(1, 1), 1, new Document("to", 10));
    books.cancelled(at(1, 2), 1);
    books.rebooked(at(1, 3), 1, 11);

    assertThat(books.at(at(9, 1))).isEmpty();
  }

  private static BsonTimestamp at(int seconds, int increment) {
    return new BsonTimestamp(seconds, increment);
  }
}
