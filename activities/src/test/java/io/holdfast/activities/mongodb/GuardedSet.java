package io.holdfast.activities.mongodb;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.LocalReplicaSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.bson.BsonDocument;

/// A real replica set of one member that knows its users, and lets nobody else do anything. Its
/// connection string logs in as `root`.
public final class GuardedSet implements LocalReplicaSet {
  public static final String PASSWORD = "open sesame";

  private final OneMongod server;

  private GuardedSet(OneMongod server) {
    this.server = server;
  }

  /// Starts it; skips the test where there is no `mongod`.
  ///
  /// @param folder for the file that guards the set
  public static GuardedSet start(Path folder) {
    Path keyFile = keyFile(folder);
    GuardedSet set =
        new GuardedSet(OneMongod.start("--replSet", "rs0", "--keyFile", keyFile.toString()));
    setUp(MongoClients.create(set.address() + "/?directConnection=true"), set.host());
    return set;
  }

  /// What members of a set show each other.
  public static Path keyFile(Path folder) {
    try {
      Path keyFile = Files.writeString(folder.resolve("keyfile"), "0123456789abcdef");
      return Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Initiates a set of one member and makes the user `root`: as long as there is none, whoever
  /// comes from the same machine may.
  ///
  /// @param nobody connected to it without a login; closed
  public static void setUp(MongoClient nobody, String host) {
    try (nobody) {
      run(
          nobody,
          "{replSetInitiate: {_id: 'rs0', members: [{_id: 0, host: '%s'}]}}".formatted(host));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> run(nobody, "{hello: 1}").getBoolean("isWritablePrimary").getValue());
      run(nobody, "{createUser: 'root', pwd: '%s', roles: ['root']}".formatted(PASSWORD));
    }
  }

  /// A command on `admin`.
  public static BsonDocument run(MongoClient client, String command) {
    return client.getDatabase("admin").runCommand(BsonDocument.parse(command), BsonDocument.class);
  }

  private String host() {
    return "127.0.0.1:" + server.port();
  }

  private String address() {
    return "mongodb://" + host();
  }

  @Override
  public String name() {
    return "rs0";
  }

  @Override
  public String uri() {
    return "mongodb://root:open%%20sesame@%s/?replicaSet=rs0".formatted(host());
  }

  /// The connection string of somebody who is named elsewhere.
  public String strangersUri() {
    return address() + "/?replicaSet=rs0";
  }

  @Override
  public List<LocalMember> members() {
    return List.of(primary());
  }

  @Override
  public LocalMember primary() {
    return new LocalMember(0, server.port());
  }

  @Override
  public void kill(LocalMember member) {
    throw new UnsupportedOperationException("it has one member");
  }

  @Override
  public void restart(LocalMember member) {
    throw new UnsupportedOperationException("it has one member");
  }

  @Override
  public String describe() {
    return "real MongoDB with users: " + strangersUri();
  }

  @Override
  public void close() {
    server.close();
  }
}
