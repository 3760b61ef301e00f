package io.holdfast.sandbox.router;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.cursor.DocSource;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What several servers answer to the same question, one server after the other.
final class ShardSource implements DocSource {
  private final Servers servers;
  private final Iterator<RemoteSet> rest;
  private final Doc command;
  private final String collection;
  private Iterator<Doc> batch = List.<Doc>of().iterator();
  private @Nullable RemoteSet current;
  private long cursor;

  /// @param command which opens a cursor
  /// @param collection by which more is asked for
  ShardSource(Servers servers, List<RemoteSet> sets, Doc command, String collection) {
    this.servers = servers;
    this.rest = sets.iterator();
    this.command = command;
    this.collection = collection;
  }

  @Override
  public @Nullable Doc next() {
    while (!batch.hasNext()) {
      if (cursor != 0) {
        take(Objects.requireNonNull(current), more(), "nextBatch");
      } else if (rest.hasNext()) {
        take(rest.next(), command, "firstBatch");
      } else {
        return null;
      }
    }
    return batch.next();
  }

  private void take(RemoteSet set, Doc asked, String name) {
    Doc reply = servers.require(set, asked);
    Value id = Objects.requireNonNull(reply.doc("cursor"), "cursor").get("id");
    current = set;
    cursor = id == null ? 0 : id.asLong();
    batch = Servers.batch(reply, name).iterator();
  }

  private Doc more() {
    return new DocBuilder()
        .put("getMore", cursor)
        .put("collection", collection)
        .putIfPresent("lsid", command.get("lsid"))
        .put("$db", String.valueOf(command.string("$db")))
        .build();
  }
}
