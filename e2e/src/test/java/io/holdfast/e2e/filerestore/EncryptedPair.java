package io.holdfast.e2e.filerestore;

import io.holdfast.e2e.external.Mongod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;

/// Two standalone servers whose files are encrypted with one key: `alone` has the orders 1 and 2,
/// `twin` the order 9.
final class EncryptedPair implements AutoCloseable {
  final Mongod alone;
  final Mongod twin;
  private final Path key;

  EncryptedPair(Path folder) throws IOException {
    key = folder.resolve("encryption.key");
    Files.writeString(key, Base64.getEncoder().encodeToString(new byte[32]));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    List<String> options = List.of("--enableEncryption", "--encryptionKeyFile", "" + key);
    alone = Mongod.start(Files.createDirectory(folder.resolve("alone")), options);
    twin = Mongod.start(Files.createDirectory(folder.resolve("twin")), options);
    write(alone, 1, 2);
    write(twin, 9);
  }

  /// What a server needs to open such files, beyond what a backup knows of them.
  String options() {
    return "--encryptionKeyFile " + key;
  }

  private static void write(Mongod server, Integer... ids) {
    var _ =
        server
            .client()
            .getDatabase("shop")
            .getCollection("orders")
            .insertMany(
                Stream.of(ids).map(id -> new Document("_id", id).append("text", "x")).toList());
  }

  @Override
  public void close() {
    twin.close();
    alone.close();
  }
}
