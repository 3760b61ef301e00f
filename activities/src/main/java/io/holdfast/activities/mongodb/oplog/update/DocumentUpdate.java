package io.holdfast.activities.mongodb.oplog.update;

import io.holdfast.activities.mongodb.raw.RawDocument;
import java.util.List;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/// The change that an oplog entry of type `u` makes, as its field `o` says it.
///
/// Applying one again to a document that has it already, or that is newer than the entry, is
/// allowed and does what the server does then: paths that no longer lead anywhere are left out, so
/// that the entries which follow bring the document to where it must be.
public sealed interface DocumentUpdate permits Modifiers, Delta, Replacement {

  /// The document after the update. `before` is not changed.
  RawDocument apply(RawDocument before);

  /// Reads the field `o` of an update.
  ///
  /// @throws UnknownUpdateException when it is in a form that is not known
  static DocumentUpdate parse(RawDocument o) {
    List<Element> fields = Element.of(o);
    if (fields.isEmpty() || !fields.getFirst().name().startsWith("$")) {
      return new Replacement(o, fields);
    }
    BsonValue version = o.get("$v");
    if (version == null || version.equals(new BsonInt32(1))) {
      return Modifiers.parse(fields);
    }
    if (version.equals(new BsonInt32(2))) {
      return Delta.parse(fields);
    }
    throw new UnknownUpdateException("an update of version $v: " + version);
  }
}
