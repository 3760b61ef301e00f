package io.holdfast.activities.mongodb.structure;

import io.holdfast.workflows.model.Namespace;
import org.bson.BsonDocument;

/// A view as it is at the point in time.
///
/// @param options `viewOn`, `pipeline` and perhaps `collation`
public record ViewAt(Namespace namespace, BsonDocument options) {

  /// The collection or view that it reads.
  public Namespace reads() {
    return new Namespace(namespace.database(), options.getString("viewOn").getValue());
  }
}
