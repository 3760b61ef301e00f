package io.holdfast.activities.mongodb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.bson.BsonDocument;

/// What a real Percona Server for MongoDB 4.4.6-8 answered, from `src/test/resources`.
public final class RecordedAnswers {
  private RecordedAnswers() {}

  /// @param name of the file, without its end
  public static BsonDocument read(String name) {
    String path = "/recorded-mongodb/" + name + ".json";
    try (InputStream in = RecordedAnswers.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no fixture " + path);
      }
      return BsonDocument.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
