package io.holdfast.activities.mongodb.raw;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.holdfast.workflows.model.Namespace;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;

/// A server-side cursor whose documents stay bytes: `find`, `aggregate`, `listCollections` or
/// `listIndexes`, then `getMore`, as plain commands in one session.
///
/// Meant for a client of one member ([io.holdfast.activities.mongodb.connect.Connector#member]):
/// nothing is repeated behind the caller's back. Documents that were handed out stay valid. Every
/// method may throw `MongoException`. Not safe for many threads.
public final class RawCursor implements Iterator<RawDocument>, AutoCloseable {
  /// What a batch should weigh: enough to hide the round trip, small beside a heap of 256 MiB.
  private static final int BATCH_BYTES = 4 * 1024 * 1024;

  private static final int FIRST_BATCH = 128;
  private static final int MAX_BATCH = 100_000;
  private static final String BATCH_SIZE = "batchSize";
  private static final String TIME_LIMIT = "maxTimeMS";
  private static final CodecRegistry CODECS =
      CodecRegistries.fromCodecs(new RawReply.ReplyCodec(), new BsonDocumentCodec());

  private final MongoDatabase database;
  private final ClientSession session;
  private final Batch batch = new Batch();
  private int batchSize = FIRST_BATCH;
  private boolean broken;

  private RawCursor(MongoDatabase database, ClientSession session) {
    this.database = database;
    this.session = session;
  }

  /// Runs a command that answers with a cursor. A `find` without `batchSize` gets one that suits
  /// the size of the documents. What reads may take as long as it takes, also where a server from
  /// 8.0 on has a limit for those that do not say (`defaultMaxTimeMS`).
  public static RawCursor open(MongoClient client, String database, BsonDocument command) {
    ClientSession session =
        client.startSession(ClientSessionOptions.builder().causallyConsistent(false).build());
    RawCursor cursor =
        new RawCursor(client.getDatabase(database).withCodecRegistry(CODECS), session);
    try {
      BsonDocument sized = command;
      if (command.containsKey("find") && !command.containsKey(BATCH_SIZE)) {
        sized = Command.with(command, BATCH_SIZE, new BsonInt32(FIRST_BATCH));
      }
      if (command.containsKey("find") || command.containsKey("aggregate")) {
        sized = Command.with(sized, TIME_LIMIT, new BsonInt32(0));
      }
      cursor.run(sized);
      return cursor;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /// Whether another document follows; asks the server when the batch is used up.
  @Override
  public boolean hasNext() {
    while (!batch.hasNext()) {
      if (batch.cursorId() == 0) {
        return false;
      }
      adaptBatchSize();
      run(
          new BsonDocument("getMore", new BsonInt64(batch.cursorId()))
              .append("collection", new BsonString(batch.namespace().collection()))
              .append(BATCH_SIZE, new BsonInt32(batchSize)));
    }
    return true;
  }

  @Override
  public RawDocument next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return batch.next();
  }

  /// Ends the cursor on the server if it is still open there. After a failure it is not even asked:
  /// the cursor is gone, or will be with its session. Never throws.
  @Override
  public void close() {
    try {
      if (!broken && batch.cursorId() != 0) {
        BsonDocument kill =
            new BsonDocument("killCursors", new BsonString(batch.namespace().collection()))
                .append("cursors", new BsonArray(List.of(new BsonInt64(batch.cursorId()))));
        var _ = database.runCommand(session, kill, RawReply.class);
      }
    } catch (MongoException e) {
      // The server drops idle cursors by itself.
    } finally {
      session.close();
    }
  }

  private void run(BsonDocument command) {
    broken = true;
    RawReply reply =
        database.runCommand(session, command, ReadPreference.secondaryPreferred(), RawReply.class);
    batch.read(reply.bytes());
    broken = false;
  }

  private void adaptBatchSize() {
    if (batch.documents() > 0) {
      long average = Math.max(1, batch.weight() / batch.documents());
      batchSize = Math.clamp(BATCH_BYTES / average, 1, MAX_BATCH);
    }
  }

  /// The documents of the newest reply.
  private static final class Batch implements Iterator<RawDocument> {
    private static final byte[] NOTHING = {5, 0, 0, 0, 0};

    private byte[] bytes = NOTHING;
    private RawElements elements = new RawElements(NOTHING, 0);
    private boolean ready;
    private long cursorId;
    private Namespace namespace = new Namespace("", "");
    private int weight;
    private int documents;

    void read(byte[] reply) {
      bytes = reply;
      documents = 0;
      int cursor = find(0, "cursor");
      int array = -1;
      RawElements fields = new RawElements(bytes, cursor);
      while (fields.advance()) {
        switch (fields.name()) {
          case "id" -> cursorId = fields.int64();
          case "ns" -> namespace = Namespace.parse(fields.text());
          case "firstBatch", "nextBatch" -> {
            array = fields.valueOffset();
            weight = fields.valueLength();
          }
          default -> {
            // Atomicity tokens and the like of newer servers.
          }
        }
      }
      if (array < 0) {
        throw new IllegalArgumentException("the server's answer holds no batch");
      }
      elements = new RawElements(bytes, array);
      ready = elements.advance();
    }

    private int find(int document, String name) {
      RawElements fields = new RawElements(bytes, document);
      while (fields.advance()) {
        if (fields.type() == RawElements.DOCUMENT && fields.name().equals(name)) {
          return fields.valueOffset();
        }
      }
      throw new IllegalArgumentException("the server's answer holds no " + name);
    }

    long cursorId() {
      return cursorId;
    }

    Namespace namespace() {
      return namespace;
    }

    int weight() {
      return weight;
    }

    int documents() {
      return documents;
    }

    @Override
    public boolean hasNext() {
      return ready;
    }

    @Override
    public RawDocument next() {
      RawDocument document = new RawDocument(bytes, elements.valueOffset(), elements.valueLength());
      documents++;
      ready = elements.advance();
      return document;
    }
  }
}
