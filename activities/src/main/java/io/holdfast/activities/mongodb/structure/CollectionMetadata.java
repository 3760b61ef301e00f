package io.holdfast.activities.mongodb.structure;

import io.holdfast.activities.mongodb.timeseries.TimeSeries;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.ArrayList;
import java.util.List;
import org.bson.BSONException;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/// A collection's or view's metadata document, as the dump wrote it.
///
/// @param options as `listCollections` gave them
/// @param indexes as `listIndexes` gave them; none for a view
/// @param anonymous whether nobody knows its id, which only the oplog tells: a time series of
///   mongodump
public record CollectionMetadata(
    BsonDocument options, List<BsonDocument> indexes, boolean anonymous) {
  private static final BsonString UNKNOWN = new BsonString("");

  public CollectionMetadata {
    indexes = List.copyOf(indexes);
  }

  public CollectionMetadata(BsonDocument options, List<BsonDocument> indexes) {
    this(options, indexes, false);
  }

  public boolean isCapped() {
    return CollectionOptions.isTrue(options.get("capped"));
  }

  /// @param key the object it was read from, for errors
  /// @throws HoldfastException OBJECT_CORRUPT when it is not of that form
  public static CollectionMetadata parse(BsonDocument document, String key) {
    try {
      List<BsonDocument> indexes = new ArrayList<>();
      for (BsonValue index : document.getArray("indexes", new BsonArray())) {
        indexes.add(index.asDocument());
      }
      BsonDocument options = document.getDocument("options");
      return new CollectionMetadata(
          options,
          indexes,
          TimeSeries.isOne(options) && UNKNOWN.equals(document.get("uuid", UNKNOWN)));
    } catch (BSONException | IllegalArgumentException e) {
      throw new HoldfastException(
          ErrorCode.OBJECT_CORRUPT,
          "'%s' is not the metadata of a collection.".formatted(key),
          "Take a new backup; compare this one with a copy of the repository.",
          e);
    }
  }
}
