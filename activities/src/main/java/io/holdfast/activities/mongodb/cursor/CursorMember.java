package io.holdfast.activities.mongodb.cursor;

import com.mongodb.ReadPreference;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.member.FileEncryption;
import io.holdfast.activities.mongodb.member.Majority;
import java.time.Instant;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/// The member whose files are kept, in the commands that it takes. They throw `MongoException`s.
/// Does not own its client.
final class CursorMember {
  /// For `maxTimeMS`: servers from 8.0 on may limit every aggregation that does not say (the
  /// cluster parameter `defaultMaxTimeMS`), and an extension that is cut short has taken servers
  /// down.
  static final BsonInt32 NO_LIMIT = new BsonInt32(0);

  private static final String ADMIN = "admin";

  private final MongoClient client;

  /// @param client of this member only
  CursorMember(MongoClient client) {
    this.client = client;
  }

  ClientSession session() {
    return client.startSession();
  }

  BsonDocument run(BsonDocument command) {
    return client
        .getDatabase(ADMIN)
        .runCommand(command, ReadPreference.secondaryPreferred(), BsonDocument.class);
  }

  BsonDocument run(ClientSession session, BsonDocument command) {
    return client
        .getDatabase(ADMIN)
        .runCommand(session, command, ReadPreference.secondaryPreferred(), BsonDocument.class);
  }

  /// The member's clock.
  Instant now() {
    return Instant.ofEpochMilli(run("hello").getDateTime("localTime").getValue());
  }

  BsonDocument hello() {
    return run("hello");
  }

  /// Where its data files are.
  String dbPath() {
    return storage().getString("dbPath", new BsonString("/data/db")).getValue();
  }

  /// How far a majority of the set is.
  Majority majority(String address) {
    return new Majority(address, this::hello);
  }

  /// The `storage` part of the options that the member was started with, as Extended JSON.
  String storageOptions() {
    return storage().toJson();
  }

  /// How it encrypts its files.
  String encryption() {
    return FileEncryption.of(options());
  }

  /// The replica set's configuration, as Extended JSON; null on a standalone.
  @Nullable String replicaSetConfig() {
    return run("hello").containsKey("setName")
        ? run("replSetGetConfig").getDocument("config").toJson()
        : null;
  }

  private BsonDocument storage() {
    return options().getDocument("storage", new BsonDocument());
  }

  private BsonDocument options() {
    return run("getCmdLineOpts").getDocument("parsed", new BsonDocument());
  }

  private BsonDocument run(String command) {
    return run(new BsonDocument(command, new BsonInt32(1)));
  }
}
