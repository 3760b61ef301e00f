package io.holdfast.activities.mongodb.restore;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.activities.repository.payload.ContentDigest;
import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.oplog.Applier;
import io.holdfast.sandbox.storage.Store;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.PointInTime;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;

/// What servers hold, as far as a restore brings it back: found out without any of the code that is
/// being tested.
final class Contents {
  private Contents() {}

  /// What a server holds now.
  static Map<Namespace, Content> of(MongoClient client) {
    Map<Namespace, Content> contents = new TreeMap<>();
    for (String database : client.listDatabaseNames()) {
      for (BsonDocument listed : client.getDatabase(database).listCollections(BsonDocument.class)) {
        Namespace namespace = new Namespace(database, listed.getString("name").getValue());
        boolean stored = listed.getString("type").getValue().equals("collection");
        if (stored && Scope.of(namespace) == Scope.DATA) {
          ContentDigest digest = new ContentDigest();
          for (RawBsonDocument document :
              client
                  .getDatabase(database)
                  .getCollection(namespace.collection(), RawBsonDocument.class)
                  .find()) {
            byte[] bytes = document.getByteBuffer().array();
            digest.add(bytes, 0, document.getByteBuffer().remaining());
          }
          contents.put(namespace, digest.content());
        }
      }
    }
    return contents;
  }

  /// What a server held at a point in time, by applying its whole oplog from the beginning with the
  /// sandbox's own code, which shares nothing with Holdfast's.
  static Map<Namespace, Content> at(MongoClient client, PointInTime time) {
    BsonTimestamp until = new BsonTimestamp((int) time.seconds(), (int) time.increment());
    Store store = new Store();
    Applier applier = new Applier(store);
    for (RawBsonDocument entry :
        client
            .getDatabase("local")
            .getCollection("oplog.rs", RawBsonDocument.class)
            .find(Filters.lte("ts", until))) {
      String namespace = entry.getString("ns").getValue();
      boolean servers = namespace.startsWith("config.") || namespace.startsWith("admin.system.");
      if (!entry.getString("op").getValue().equals("n") && !servers) {
        byte[] bytes = new byte[entry.getByteBuffer().remaining()];
        entry.getByteBuffer().get(bytes);
        store.write(
            () -> {
              applier.apply(Doc.of(bytes));
              return true;
            });
      }
    }
    return contents(store);
  }

  private static Map<Namespace, Content> contents(Store store) {
    Map<Namespace, Content> contents = new TreeMap<>();
    store
        .catalog()
        .all()
        .forEach(
            collection -> {
              Namespace namespace =
                  new Namespace(collection.namespace().db(), collection.namespace().collection());
              if (Scope.of(namespace) == Scope.DATA) {
                ContentDigest digest = new ContentDigest();
                collection
                    .snapshot()
                    .forEach(
                        document -> {
                          byte[] bytes = document.toBytes();
                          digest.add(bytes, 0, bytes.length);
                        });
                contents.put(namespace, digest.content());
              }
            });
    return contents;
  }

  static RawDocument document(String json) {
    return RawDocument.of(BsonDocument.parse(json));
  }
}
