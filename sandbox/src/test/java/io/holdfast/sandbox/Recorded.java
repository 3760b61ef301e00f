package io.holdfast.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// What a real server answered; see `recorded/README.md`.
final class Recorded {
  private Recorded() {}

  static List<BsonDocument> file(String name) {
    try (InputStream in = Recorded.class.getResourceAsStream("/recorded/" + name)) {
      String text =
          new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
      return BsonArray.parse(text).stream().map(BsonValue::asDocument).toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// The recorded reply to the command of that name in a file of commands and replies.
  static BsonDocument reply(String file, String command) {
    return file(file).stream()
        .filter(each -> each.getDocument("command").getFirstKey().equals(command))
        .findFirst()
        .orElseThrow()
        .getDocument("reply");
  }

  /// The oplog entries that something left.
  static List<BsonDocument> entries(String madeBy) {
    return file("oplog-entries.json").stream()
        .filter(each -> each.getString("made by").getValue().equals(madeBy))
        .findFirst()
        .orElseThrow()
        .getArray("entries")
        .stream()
        .map(BsonValue::asDocument)
        .toList();
  }
}
