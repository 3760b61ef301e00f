package io.holdfast.cli.launch.demo.act;

import com.mongodb.client.MongoDatabase;
import java.util.List;
import org.bson.Document;

/// The users of a database.
final class Users {
  private Users() {}

  /// Their names, sorted.
  static List<String> of(MongoDatabase database) {
    return database
        .runCommand(new Document("usersInfo", 1))
        .getList("users", Document.class)
        .stream()
        .map(user -> user.getString("user"))
        .sorted()
        .toList();
  }
}
