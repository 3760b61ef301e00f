package io.holdfast.activities.mongodb.export;

import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.mongodb.structure.ViewAt;
import io.holdfast.activities.mongodb.timeseries.TimeSeries;
import io.holdfast.workflows.model.Namespace;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/// The form of `….metadata.json`: a collection's or view's definition in canonical Extended JSON.
/// What is empty is left out, as mongodump does.
final class MetadataFile {
  private static final JsonWriterSettings CANONICAL =
      JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

  private MetadataFile() {}

  /// A time series has no id of its own: its buckets have.
  static byte[] of(CollectionAt collection) {
    return json(
        collection.options(),
        collection.indexes(),
        collection.isTimeSeries() ? "" : plain(collection.uuid()),
        collection.namespace(),
        collection.isTimeSeries() ? TimeSeries.OPTION : "collection");
  }

  static byte[] of(ViewAt view) {
    return json(view.options(), List.of(), "", view.namespace(), "view");
  }

  private static byte[] json(
      BsonDocument options,
      List<BsonDocument> indexes,
      String uuid,
      Namespace namespace,
      String type) {
    BsonDocument metadata = new BsonDocument();
    if (!options.isEmpty()) {
      metadata.append("options", options);
    }
    metadata.append("indexes", new BsonArray(indexes));
    if (!uuid.isEmpty()) {
      metadata.append("uuid", new BsonString(uuid));
    }
    return metadata
        .append("collectionName", new BsonString(namespace.collection()))
        .append("type", new BsonString(type))
        .toJson(CANONICAL)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String plain(UUID uuid) {
    return uuid.toString().replace("-", "");
  }
}
