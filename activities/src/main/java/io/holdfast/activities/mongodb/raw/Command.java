package io.holdfast.activities.mongodb.raw;

import org.bson.BsonDocument;
import org.bson.BsonValue;

/// A command's document on its way to a server.
public final class Command {
  private Command() {}

  /// The command with one field more. Its values are shared, not copied: a clone of a document that
  /// is a slice of a buffer would copy the whole buffer, once for each slice.
  public static BsonDocument with(BsonDocument command, String field, BsonValue value) {
    BsonDocument extended = new BsonDocument();
    extended.putAll(command);
    return extended.append(field, value);
  }
}
