package io.holdfast.activities.mongodb.restore;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.workflows.model.Namespace;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// What collections and views servers have, as they tell it themselves: options and indexes,
/// without the servers' own ids.
final class Structures {
  private Structures() {}

  static Map<Namespace, String> of(MongoClient client) {
    Map<Namespace, String> structures = new TreeMap<>();
    for (String name : client.listDatabaseNames()) {
      MongoDatabase database = client.getDatabase(name);
      for (BsonDocument listed : database.listCollections(BsonDocument.class)) {
        Namespace namespace = new Namespace(name, listed.getString("name").getValue());
        if (Scope.of(namespace) == Scope.DATA) {
          structures.put(namespace, structure(database, listed));
        }
      }
    }
    return structures;
  }

  private static String structure(MongoDatabase database, BsonDocument listed) {
    String type = listed.getString("type").getValue();
    TreeSet<String> indexes = new TreeSet<>();
    if (!type.equals("view")) {
      database
          .getCollection(listed.getString("name").getValue())
          .listIndexes(BsonDocument.class)
          .forEach(index -> indexes.add(index.toJson()));
    }
    BsonDocument options = listed.getDocument("options").clone();
    // No validator and an empty one are the same; servers tell the latter or not.
    options.values().removeIf(value -> value instanceof BsonDocument part && part.isEmpty());
    // After any collMod a server tells what it takes for granted otherwise.
    options.remove("validationLevel", new BsonString("strict"));
    options.remove("validationAction", new BsonString("error"));
    return type + " " + options.toJson() + indexes;
  }
}
