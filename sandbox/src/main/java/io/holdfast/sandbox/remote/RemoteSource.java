package io.holdfast.sandbox.remote;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.member.Contents;
import io.holdfast.sandbox.member.Source;
import io.holdfast.sandbox.oplog.OpTime;
import io.holdfast.sandbox.wire.ClientConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A member in another process to copy from: its oplog by a tailing cursor, as servers read it, and
/// all of its data by one cursor over a moment, which servers do not have. For one thread.
final class RemoteSource implements Source {
  private final RemoteMember member;
  private @Nullable ClientConnection connection;
  private long cursor;
  private OpTime read = OpTime.NONE;

  RemoteSource(RemoteMember member) {
    this.member = member;
  }

  @Override
  public @Nullable List<Doc> after(OpTime place, int limit, Duration patience) throws IOException {
    List<Doc> entries = new ArrayList<>();
    if (cursor == 0 || !read.equals(place)) {
      begin(place, limit, entries);
      if (entries.isEmpty() || !OpTime.of(entries.getFirst()).equals(place)) {
        return null;
      }
      entries.removeFirst();
      read = place;
    }
    if (entries.isEmpty()) {
      cursor = more("oplog.rs", limit, patience, entries::add);
    }
    if (!entries.isEmpty()) {
      read = OpTime.of(entries.getLast());
    }
    return entries;
  }

  private void begin(OpTime place, int limit, List<Doc> entries) throws IOException {
    disconnect();
    Doc from = new DocBuilder().putTimestamp("$gte", place.ts()).build();
    DocBuilder find =
        new DocBuilder()
            .put("find", "oplog.rs")
            .put("filter", new DocBuilder().put("ts", from).build())
            .put("tailable", true)
            .put("awaitData", true)
            .put("batchSize", limit)
            .put("$readPreference", new DocBuilder().put("mode", "nearest").build());
    cursor = batch(find, "firstBatch", entries::add);
  }

  private long more(String collection, int limit, Duration patience, Consumer<Doc> each)
      throws IOException {
    DocBuilder next = new DocBuilder().put("getMore", cursor).put("collection", collection);
    if (limit > 0) {
      next.put("batchSize", limit).put("maxTimeMS", patience.toMillis());
    }
    return batch(next, "nextBatch", each);
  }

  /// @return the cursor's id; 0 when it has given its last
  private long batch(DocBuilder command, String name, Consumer<Doc> each) throws IOException {
    Doc reply = run(command.put("$db", "local").build());
    Doc found = reply.doc("cursor");
    Value batch = found == null ? null : found.get(name);
    Value id = found == null ? null : found.get("id");
    if (batch == null || id == null) {
      disconnect();
      throw new IOException("a cursor of %s: %s".formatted(member.settings().host(), reply));
    }
    batch.doc().values().forEach(document -> each.accept(document.doc().compact()));
    return id.asLong();
  }

  private Doc run(Doc command) throws IOException {
    try {
      return connection().run(command);
    } catch (IOException e) {
      disconnect();
      throw e;
    }
  }

  private ClientConnection connection() throws IOException {
    ClientConnection open = connection;
    if (open == null) {
      open = member.connect();
      connection = open;
    }
    return open;
  }

  private void disconnect() throws IOException {
    ClientConnection open = connection;
    connection = null;
    cursor = 0;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public Contents contents() throws IOException {
    disconnect();
    Contents contents = Contents.empty();
    Consumer<Doc> each = contents::add;
    DocBuilder opening = new DocBuilder().put(Contents.COMMAND, 1);
    cursor = batch(opening, "firstBatch", each);
    while (cursor != 0) {
      cursor = more(Contents.CURSOR, 0, Duration.ZERO, each);
    }
    return contents;
  }

  @Override
  public void confirm() throws IOException {
    try {
      member.beat(connection());
    } catch (IOException e) {
      disconnect();
      throw e;
    }
  }
}
