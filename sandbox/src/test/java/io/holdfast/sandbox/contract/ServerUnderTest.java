package io.holdfast.sandbox.contract;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.bson.Document;

/// The server that a contract is held against, with a client of its own. Databases are made under a
/// prefix, and dropped after each test.
public final class ServerUnderTest implements AutoCloseable {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final String uri;
  private final MongoClient client;
  private final List<String> databases = new CopyOnWriteArrayList<>();

  public ServerUnderTest(String uri) {
    this.uri = uri;
    this.client = MongoClients.create(uri);
  }

  public String uri() {
    return uri;
  }

  public MongoClient client() {
    return client;
  }

  /// A database that nobody else uses.
  public MongoDatabase database() {
    String name = "contract" + ProcessHandle.current().pid() + "_" + NUMBERS.incrementAndGet();
    databases.add(name);
    return client.getDatabase(name);
  }

  public Document admin(Document command) {
    return client.getDatabase("admin").runCommand(command);
  }

  /// The reply in types that keep what the server sent.
  public BsonDocument adminRaw(Document command) {
    return client.getDatabase("admin").runCommand(command, BsonDocument.class);
  }

  void dropDatabases() {
    databases.forEach(name -> client.getDatabase(name).drop());
    databases.clear();
  }

  @Override
  public void close() {
    client.close();
  }
}
