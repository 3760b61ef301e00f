package io.holdfast.activities.mongodb.agent;

import io.holdfast.workflows.agent.FileSettings;
import io.holdfast.workflows.backup.ExternalContent;
import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// The configuration with which a server opens a backup's files: what the backup's own server was
/// told of its storage, and over it what somebody said who knows better.
final class OpeningOptions {
  private OpeningOptions() {}

  /// As a configuration file has it, with `storage` at least.
  static BsonDocument of(ExternalContent content, @Nullable FileSettings settings) {
    BsonDocument options =
        new BsonDocument("storage", BsonDocument.parse(content.storageOptions()));
    if (settings != null) {
      settings.values().forEach((name, value) -> put(options, name, value));
    }
    return options;
  }

  private static void put(BsonDocument options, String name, String value) {
    List<String> path = List.of(name.split("\\.", -1));
    BsonDocument parent = options;
    for (String step : path.subList(0, path.size() - 1)) {
      if (!parent.isDocument(step)) {
        parent.put(step, new BsonDocument());
      }
      parent = parent.getDocument(step);
    }
    parent.put(path.getLast(), typed(value));
  }

  private static BsonValue typed(String value) {
    return value.equals("true") || value.equals("false")
        ? BsonBoolean.valueOf(Boolean.parseBoolean(value))
        : new BsonString(value);
  }
}
