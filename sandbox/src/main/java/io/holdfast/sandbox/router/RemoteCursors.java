package io.holdfast.sandbox.router;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.cursor.Cursor;
import io.holdfast.sandbox.cursor.CursorRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The cursors that clients have open here: those of one server, which are passed on, and those
/// over several.
final class RemoteCursors {
  private static final int FIRST_BATCH = 101;

  private final Servers servers;
  private final Map<Long, RemoteSet> passed = new ConcurrentHashMap<>();
  private final CursorRegistry merged = new CursorRegistry();

  RemoteCursors(Servers servers) {
    this.servers = servers;
  }

  /// Has a server answer a command that opens a cursor.
  Doc pass(RemoteSet set, Doc command) {
    Doc reply = servers.ask(set, command);
    if (id(reply) != 0) {
      passed.put(id(reply), set);
    }
    return reply;
  }

  private static long id(Doc reply) {
    Doc cursor = reply.doc("cursor");
    Value id = cursor == null ? null : cursor.get("id");
    return id == null ? 0 : id.asLong();
  }

  /// The first batch of a cursor of our own.
  Doc open(Cursor cursor, Request request, boolean single) {
    Value size =
        request.doc("cursor").has("batchSize")
            ? request.doc("cursor").get("batchSize")
            : request.body().get("batchSize");
    DocBuilder reply = new DocBuilder().openDoc("cursor");
    cursor.writeBatch(reply, "firstBatch", size == null ? FIRST_BATCH : size.asLong());
    long id = cursor.exhausted() || single ? 0 : merged.add(cursor);
    return reply.put("id", id).put("ns", cursor.namespace()).close().put("ok", 1.0).build();
  }

  Doc getMore(Request request) {
    long id = request.head().value().asLong();
    RemoteSet set = passed.get(id);
    if (set == null) {
      return next(id, request.number("batchSize", 0));
    }
    Doc reply = servers.ask(set, request.whole());
    if (id(reply) == 0) {
      passed.remove(id);
    }
    return reply;
  }

  private Doc next(long id, long asked) {
    Cursor cursor = merged.require(id);
    DocBuilder reply = new DocBuilder().openDoc("cursor");
    synchronized (cursor) {
      cursor.writeBatch(reply, "nextBatch", asked <= 0 ? Long.MAX_VALUE : asked);
    }
    boolean done = cursor.exhausted();
    if (done) {
      merged.remove(id);
    }
    return reply
        .put("id", done ? 0L : id)
        .put("ns", cursor.namespace())
        .close()
        .put("ok", 1.0)
        .build();
  }

  Doc kill(Request request) {
    List<Value> killed = new ArrayList<>();
    List<Value> unknown = new ArrayList<>();
    Value ids = request.body().get("cursors");
    for (Value id : ids == null ? List.<Value>of() : ids.doc().values()) {
      RemoteSet set = passed.remove(id.asLong());
      if (set != null) {
        var _ =
            servers.ask(
                set, request.without(Set.of("cursors")).put("cursors", List.of(id)).build());
      }
      boolean known = set != null || merged.remove(id.asLong()) != null;
      (known ? killed : unknown).add(id);
    }
    return new DocBuilder()
        .put("cursorsKilled", killed)
        .put("cursorsNotFound", unknown)
        .put("cursorsAlive", List.of())
        .put("cursorsUnknown", List.of())
        .put("ok", 1.0)
        .build();
  }

  /// What shards keep of a cursor that nobody asks for any more ends there by itself.
  void closeIdle() {
    merged.closeIdle();
  }
}
