package io.holdfast.sandbox.member;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.storage.CatalogEntry;
import io.holdfast.sandbox.storage.StoredCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// All that a member has of what is replicated, at one moment.
public record Contents(List<Copied> collections, List<Doc> oplog) {
  /// The command that opens a cursor over its rows, and that cursor's collection in `local`. No
  /// server has it: those copy while others write, and catch up with the oplog.
  public static final String COMMAND = "_holdfastContents";

  public static final String CURSOR = "$cmd.contents";

  private static final String COLLECTION = "collection";
  private static final String DOCUMENT = "document";
  private static final String ENTRY = "entry";

  /// A collection with its documents in natural order.
  record Copied(CatalogEntry entry, List<Doc> documents) {}

  /// Nothing yet; to be filled by rows.
  public static Contents empty() {
    return new Contents(new ArrayList<>(), new ArrayList<>());
  }

  /// What a member has now. The documents' bytes are shared.
  public static Contents of(Member member) {
    return member
        .store()
        .read(
            () -> {
              Contents contents = empty();
              for (StoredCollection collection : member.store().catalog().all()) {
                if (collection.namespace().replicated()) {
                  contents.collections.add(
                      new Copied(CatalogEntry.of(collection), collection.snapshot()));
                }
              }
              contents.oplog.addAll(member.requireOplog().all());
              return contents;
            });
  }

  /// As documents, to be told one after the other.
  public List<Doc> rows() {
    List<Doc> rows = new ArrayList<>();
    for (Copied copied : collections) {
      rows.add(row(COLLECTION, copied.entry().toDoc()));
      copied.documents().forEach(document -> rows.add(row(DOCUMENT, document)));
    }
    oplog.forEach(entry -> rows.add(row(ENTRY, entry)));
    return rows;
  }

  private static Doc row(String kind, Doc content) {
    return new DocBuilder(content.size() + 32).put(kind, content).build();
  }

  /// Takes the next row.
  public void add(Doc row) {
    var first = Objects.requireNonNull(row.first(), "a row has a field");
    Doc content = first.value().doc();
    switch (first.name()) {
      case COLLECTION ->
          collections.add(new Copied(CatalogEntry.parse(content), new ArrayList<>()));
      case DOCUMENT -> collections.getLast().documents().add(content);
      case ENTRY -> oplog.add(content);
      default -> throw new IllegalArgumentException("a row of what: " + first.name());
    }
  }
}
