package io.holdfast.activities.mongodb.structure;

import io.holdfast.activities.mongodb.oplog.DocumentChange;
import io.holdfast.activities.mongodb.oplog.OplogErrors;
import io.holdfast.activities.mongodb.oplog.update.DocumentUpdate;
import io.holdfast.activities.mongodb.oplog.update.UnknownUpdateException;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.workflows.model.Namespace;
import java.util.List;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.codecs.BsonDocumentCodec;

/// The views, followed through the changes of `system.views`, whose documents have a view's full
/// name as their `_id` and its options beside it.
final class Views {
  private static final String ID = "_id";

  private final TreeMap<Namespace, BsonDocument> options = new TreeMap<>();

  void list(Namespace namespace, BsonDocument listed) {
    options.put(namespace, listed.clone());
  }

  /// The collection `system.views` is gone, and the views with it.
  void clear(String database) {
    options.keySet().removeIf(view -> view.database().equals(database));
  }

  void follow(DocumentChange change) {
    if (!(change.key().get(ID) instanceof BsonString id)) {
      throw OplogErrors.unsupported(change.at(), "a view without a name");
    }
    Namespace name = Namespace.parse(id.getValue());
    switch (change) {
      case DocumentChange.Insert insert -> options.put(name, decoded(insert.document()));
      case DocumentChange.Delete delete -> options.remove(name);
      case DocumentChange.Update update ->
          options.computeIfPresent(name, (key, before) -> decoded(applied(before, update)));
    }
  }

  private static RawDocument applied(BsonDocument before, DocumentChange.Update update) {
    try {
      return DocumentUpdate.parse(update.change()).apply(RawDocument.of(before));
    } catch (UnknownUpdateException e) {
      throw OplogErrors.unsupported(update.at(), String.valueOf(e.getMessage()));
    }
  }

  private static BsonDocument decoded(RawDocument document) {
    BsonDocument decoded = document.view().decode(new BsonDocumentCodec());
    decoded.remove(ID);
    return decoded;
  }

  List<ViewAt> now() {
    return options.entrySet().stream()
        .map(view -> new ViewAt(view.getKey(), view.getValue()))
        .toList();
  }
}
