package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Values;
import io.holdfast.sandbox.member.Member;
import io.holdfast.sandbox.member.Peer;
import io.holdfast.sandbox.member.ReplicaSet;
import io.holdfast.sandbox.oplog.LoggedWriter;
import io.holdfast.sandbox.oplog.Operation;
import io.holdfast.sandbox.oplog.StatementChain;
import io.holdfast.sandbox.storage.IndexDefinition;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import io.holdfast.sandbox.update.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// A two-phase index build as the oplog tells it: noted in `config.system.indexBuilds`, started,
/// voted for by each member, committed, and the note taken away.
final class IndexBuild {
  private final Invocation call;
  private final StoredCollection collection;
  private final List<IndexDefinition> indexes;
  private final UUID build;
  private final StoredCollection notes;
  private final LoggedWriter writer;

  IndexBuild(
      Invocation call, StoredCollection collection, List<IndexDefinition> indexes, UUID build) {
    this.call = call;
    this.collection = collection;
    this.indexes = indexes;
    this.build = build;
    this.notes = call.catalog().require(new Namespace("config", "system.indexBuilds"));
    Member member = call.member();
    this.writer =
        new LoggedWriter(member.store(), member.oplog(), member.locks(), StatementChain.NONE);
  }

  void run() {
    // Tried first: a duplicate key must leave neither an index nor a word in the oplog.
    tryKeys();
    writer.insert(
        notes,
        new DocBuilder()
            .put("_id", build)
            .put("collectionUUID", collection.uuid())
            .put("commitQuorum", "votingMembers")
            .putStrings("indexNames", indexes.stream().map(IndexDefinition::name).toList())
            .build());
    Structure.perform(call, phase("startIndexBuild"));
    vote();
    Structure.perform(call, phase("commitIndexBuild"));
    writer.delete(notes, note());
  }

  private void tryKeys() {
    List<IndexDefinition> added = new ArrayList<>();
    try {
      for (IndexDefinition index : indexes) {
        collection.addIndex(index);
        added.add(index);
      }
    } finally {
      added.forEach(index -> collection.dropIndex(index.name()));
    }
  }

  private Operation phase(String name) {
    Doc o =
        new DocBuilder()
            .put(name, collection.namespace().collection())
            .put("indexBuildUUID", build)
            .putDocs("indexes", indexes.stream().map(IndexDefinition::spec).toList())
            .build();
    return Operation.command(collection.namespace().db(), collection.uuid(), o, null);
  }

  private void vote() {
    ReplicaSet set = Objects.requireNonNull(call.member().set(), "only a set builds in two phases");
    List<String> ready = new ArrayList<>();
    for (Peer member : set.members()) {
      ready.add(member.settings().host());
      Doc update =
          new DocBuilder()
              .put("$set", new DocBuilder().putStrings("commitReadyMembers", ready).build())
              .build();
      StoredDoc note = note();
      writer.update(notes, note, Update.parse(update.asValue()).apply(note.doc()));
    }
  }

  private StoredDoc note() {
    return Objects.requireNonNull(notes.byKey(Values.uuid(build)), "the note of this build");
  }
}
