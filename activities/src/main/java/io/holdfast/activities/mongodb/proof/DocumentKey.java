package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.oplog.DocumentChange;
import io.holdfast.activities.mongodb.oplog.OplogErrors;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.RawElements;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A document's `_id`, equal to another's when the server holds them for equal: numbers of any type
/// by value, text and symbols alike, everything else by its bytes. Collations are left aside: what
/// changes an `_id` to one that only a collation holds for equal is a delete and an insert.
final class DocumentKey {
  private static final String ID = "_id";

  private final byte[] canonical;
  private final int hash;

  private DocumentKey(byte[] canonical) {
    this.canonical = canonical;
    this.hash = Arrays.hashCode(canonical);
  }

  /// The key of a document; null when it has no `_id`.
  ///
  /// @throws IllegalArgumentException or IndexOutOfBoundsException when the bytes are no document
  static @Nullable DocumentKey of(RawDocument document) {
    RawElements fields = RawElements.of(document);
    while (fields.advance()) {
      if (fields.name().equals(ID)) {
        CanonicalValue value = new CanonicalValue();
        value.append(document.bytes(), fields);
        return new DocumentKey(value.toBytes());
      }
    }
    return null;
  }

  /// The key of the document that a change is about.
  static DocumentKey of(DocumentChange change) {
    DocumentKey key = of(change.key());
    if (key == null) {
      throw OplogErrors.unsupported(change.at(), "a change of a document without _id");
    }
    return key;
  }

  /// Which of `parts` shares of all keys this one belongs to.
  int share(int parts) {
    // The low bits choose buckets in hash maps; others keep the shares even.
    return Math.floorMod((hash * 0x9E3779B9) >>> 7, parts);
  }

  /// Roughly how much memory it takes.
  int weight() {
    return canonical.length + 48;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DocumentKey key
        && hash == key.hash
        && Arrays.equals(canonical, key.canonical);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
