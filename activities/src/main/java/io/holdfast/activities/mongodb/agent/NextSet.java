package io.holdfast.activities.mongodb.agent;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/// The replica set that recovered files belong to from now on.
///
/// It goes on where the set that it replaces has come to. Clients take no primary of an older
/// election, or of an older configuration, than they have seen: to those that stayed connected a
/// set that began anew would have no primary until it had caught up.
final class NextSet {
  /// Of a vote for nobody, as a server writes it that has not voted yet.
  private static final BsonInt64 NO_CANDIDATE = new BsonInt64(-1);

  private final BsonDocument configuration;

  /// @param configuration of the set as it is, with its term where that is known
  NextSet(BsonDocument configuration) {
    this.configuration = configuration;
  }

  /// Writes it into the files of a server that runs by itself. Can be repeated.
  void write(MongoClient client) {
    MongoDatabase local = client.getDatabase("local");
    BsonDocument next = configuration.clone();
    BsonValue term = next.remove("term");
    replace(local, "replset.election", vote(term));
    // Without the term, which the next primary gives it.
    replace(local, "system.replset", next);
  }

  /// A server begins with the newer term of its last vote and of its oplog.
  private static @Nullable BsonDocument vote(@Nullable BsonValue term) {
    return term == null || !term.isNumber() || term.asNumber().longValue() < 1
        ? null
        : new BsonDocument("_id", new BsonObjectId(new ObjectId()))
            .append("term", new BsonInt64(term.asNumber().longValue()))
            .append("candidateIndex", NO_CANDIDATE);
  }

  private static void replace(MongoDatabase local, String name, @Nullable BsonDocument only) {
    MongoCollection<BsonDocument> collection = local.getCollection(name, BsonDocument.class);
    var _ = collection.deleteMany(new BsonDocument());
    if (only != null) {
      var _ = collection.insertOne(only);
    }
  }
}
