package io.holdfast.cli.launch.demo.act;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.RawBsonDocument;

/// Everything in the sample databases at one moment, as the demo itself counts it: documents and a
/// SHA-256 over them in the order of `_id` for each collection, its index names, and the views. It
/// shares no code with Holdfast's digests, so that neither vouches for itself.
///
/// @param collections by namespace
/// @param views by namespace
/// @param users of these databases, as `database.user`
public record Inventory(
    SortedMap<String, Held> collections, List<String> views, List<String> users) {
  public Inventory {
    collections = Collections.unmodifiableSortedMap(new TreeMap<>(collections));
    views = List.copyOf(views);
    users = List.copyOf(users);
  }

  /// What a collection holds.
  public record Held(long documents, String sha256, List<String> indexes) {
    public Held {
      indexes = List.copyOf(indexes);
    }
  }

  /// Reads the sample databases whole.
  public static Inventory take(MongoClient client) {
    SortedMap<String, Held> collections = new TreeMap<>();
    List<String> views = new ArrayList<>();
    List<String> users = new ArrayList<>();
    for (String name : List.of(SampleDatabases.GEO, SampleDatabases.TRAVEL)) {
      MongoDatabase database = client.getDatabase(name);
      for (Document listed : database.listCollections()) {
        String collection = listed.getString("name");
        if ("view".equals(listed.getString("type"))) {
          views.add(name + "." + collection);
        } else if (!collection.startsWith("system.")) {
          collections.put(name + "." + collection, held(database, collection));
        }
      }
      for (String user : Users.of(database)) {
        users.add(name + "." + user);
      }
    }
    return new Inventory(collections, views.stream().sorted().toList(), users);
  }

  /// Documents in all collections.
  public long documents() {
    return collections.values().stream().mapToLong(Held::documents).sum();
  }

  private static Held held(MongoDatabase database, String collection) {
    MessageDigest digest = sha256();
    long documents = 0;
    try (MongoCursor<RawBsonDocument> cursor =
        database
            .getCollection(collection, RawBsonDocument.class)
            .find()
            .sort(Sorts.ascending("_id"))
            .iterator()) {
      while (cursor.hasNext()) {
        digest.update(cursor.next().getByteBuffer().asNIO());
        documents++;
      }
    }
    List<String> indexes = new ArrayList<>();
    database
        .getCollection(collection)
        .listIndexes()
        .forEach(index -> indexes.add(index.getString("name")));
    return new Held(
        documents, HexFormat.of().formatHex(digest.digest()), indexes.stream().sorted().toList());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
