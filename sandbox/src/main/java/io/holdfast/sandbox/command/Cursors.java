package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.cursor.Cursor;
import io.holdfast.sandbox.cursor.CursorRegistry;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.storage.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `getMore` and `killCursors`, and the first batch of every command that answers a cursor.
final class Cursors {
  static final int FIRST_BATCH = 101;
  private static final Duration AWAIT = Duration.ofSeconds(1);

  private Cursors() {}

  static List<Command> commands() {
    return List.of(
        Command.of(
            "getMore",
            Command.Access.ANYWHERE,
            List.of("collection", "batchSize", "term", "lastKnownCommittedOpTime"),
            Cursors::getMore),
        Command.of("killCursors", Command.Access.ANYWHERE, List.of("cursors"), Cursors::kill));
  }

  /// Writes the cursor's first batch, and keeps the cursor when there may be more. To be called
  /// inside the store's lock.
  static void open(
      Invocation call, Cursor cursor, long batchSize, boolean single, DocBuilder reply) {
    reply.openDoc("cursor");
    cursor.writeBatch(reply, "firstBatch", batchSize);
    boolean done = cursor.exhausted() || single;
    long id = done ? 0 : call.member().cursors().add(cursor);
    reply.put("id", id).put("ns", cursor.namespace()).close();
  }

  /// A cursor over a list that fits one batch, as the catalogue's commands answer it.
  static void complete(String namespace, List<Doc> documents, DocBuilder reply) {
    reply
        .openDoc("cursor")
        .put("id", 0L)
        .put("ns", namespace)
        .putDocs("firstBatch", documents)
        .close();
  }

  private static void getMore(Invocation call, DocBuilder reply) {
    long id = call.head().value().asLong();
    CursorRegistry registry = call.member().cursors();
    Cursor cursor = registry.require(id);
    String collection = call.body().string("collection");
    if (!cursor.namespace().equals(call.db() + "." + collection)) {
      throw ServerError.UNAUTHORIZED.because(
          "Requested getMore on namespace '%s.%s', but cursor belongs to a different namespace %s"
              .formatted(call.db(), collection, cursor.namespace()));
    }
    BackupStages.requireSession(call, id, cursor);
    long asked = call.number("batchSize", 0);
    long limit = asked <= 0 ? Long.MAX_VALUE : asked;
    synchronizedOn(cursor, () -> next(call, cursor, limit, reply));
    boolean done = cursor.exhausted();
    if (done) {
      registry.remove(id);
    }
    reply.put("id", done ? 0L : id).put("ns", cursor.namespace()).close();
  }

  private static void synchronizedOn(Cursor cursor, Runnable work) {
    synchronized (cursor) {
      work.run();
    }
  }

  private static void next(Invocation call, Cursor cursor, long limit, DocBuilder reply) {
    Store store = call.member().store();
    if (cursor.tailing() == Cursor.Tailing.AWAIT_DATA) {
      awaitDocument(call, cursor, store);
    }
    call.read(
        () -> {
          cursor.check();
          reply.openDoc("cursor");
          return cursor.writeBatch(reply, "nextBatch", limit);
        });
  }

  private static void awaitDocument(Invocation call, Cursor cursor, Store store) {
    Duration patience = call.maxTime() == null ? AWAIT : call.maxTime();
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      long seen = store.version();
      boolean ready =
          call.read(
              () -> {
                cursor.check();
                return cursor.ready();
              });
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (ready || left.isNegative() || !call.member().isUp()) {
        return;
      }
      store.awaitWrite(seen, left);
    }
  }

  private static void kill(Invocation call, DocBuilder reply) {
    List<Value> killed = new ArrayList<>();
    List<Value> unknown = new ArrayList<>();
    Value ids = call.body().get("cursors");
    if (ids == null) {
      throw call.missing("cursors");
    }
    for (Value id : ids.doc().values()) {
      boolean was = call.member().cursors().remove(id.asLong()) != null;
      (was ? killed : unknown).add(id);
    }
    reply
        .put("cursorsKilled", killed)
        .put("cursorsNotFound", unknown)
        .put("cursorsAlive", List.of())
        .put("cursorsUnknown", List.of());
  }
}
