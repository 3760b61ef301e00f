package io.holdfast.activities.mongodb.restore;

import com.mongodb.MongoCommandException;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.mongodb.structure.CollectionOptions;
import io.holdfast.workflows.model.Namespace;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// The commands by which a restore makes and unmakes collections. They throw `MongoException`s.
final class Commands {
  private static final int NAMESPACE_EXISTS = 48;

  private Commands() {}

  /// Creates a collection as it was at the point in time, with the index on `_id` that it had.
  ///
  /// @return false when there is something of that name already, which stays as it is
  static boolean create(Target target, CollectionAt collection) {
    BsonDocument options = CollectionOptions.toCreate(collection.options());
    if (collection.idIndex() != null) {
      options.append("idIndex", collection.idIndex());
    }
    boolean created = create(target, collection.namespace(), options);
    if (collection.isTimeSeries()) {
      SeriesCreation.finish(target, collection);
    }
    return created;
  }

  static boolean create(Target target, Namespace namespace, BsonDocument options) {
    BsonDocument create = new BsonDocument("create", new BsonString(namespace.collection()));
    create.putAll(options);
    try {
      var _ = target.change(namespace.database(), create);
      return true;
    } catch (MongoCommandException e) {
      if (e.getCode() == NAMESPACE_EXISTS) {
        return false;
      }
      throw e;
    }
  }

  /// Drops a collection.
  ///
  /// @return false when there was none
  static boolean dropIfThere(Target target, Namespace namespace) {
    try {
      var _ =
          target.change(
              namespace.database(),
              new BsonDocument("drop", new BsonString(namespace.collection())));
      return true;
    } catch (MongoCommandException e) {
      if (MongoErrors.isNamespaceMissing(e)) {
        return false;
      }
      throw e;
    }
  }
}
