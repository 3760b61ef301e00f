package io.holdfast.sandbox.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.holdfast.sandbox.FreePorts;
import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.real.RealReplicaSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Three processes that are a replica set: who is primary, who has what, and how the files of one
/// become three.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ReplicaSetContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// A primary that is told to end waits ten seconds for a successor.
  private static final String QUICK = "waitForStepDownOnNonCommandShutdown=false";

  private Path folder;
  private Path program;
  @AutoClose private RealReplicaSet set;
  @AutoClose private MongoClient client;

  /// The `mongod`, which may be made in the folder; skips the test where there is none.
  abstract Path find(Path programs) throws IOException;

  @BeforeAll
  void start(@TempDir Path ofThisClass) throws IOException {
    folder = ofThisClass;
    program = find(Files.createDirectory(folder.resolve("programs")));
    set = RealReplicaSet.start(program, "files", 3);
    client = MongoClients.create(set.uri());
  }

  private void write(int from) {
    var _ =
        DataFilesContract.items(client)
            .insertMany(
                IntStream.range(from, from + 100).mapToObj(id -> new Document("_id", id)).toList());
  }

  private static void awaitContents(String uri, List<Document> expected) {
    try (MongoClient direct = MongoClients.create(uri)) {
      await(uri)
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> DataFilesContract.contents(direct).equals(expected));
    }
  }

  private LocalMember secondary() {
    LocalMember primary = set.primary();
    return set.members().stream().filter(it -> !it.equals(primary)).findFirst().orElseThrow();
  }

  @Test
  void theOthersGoOnWithoutTheirPrimaryAndItComesBackWithWhatItMissed() {
    write(0);
    LocalMember first = set.primary();
    long term = term();

    set.kill(first);
    write(100);
    assertThat(set.primary()).isNotEqualTo(first);
    assertThat(term()).isGreaterThan(term);
    set.restart(first);

    List<Document> expected = DataFilesContract.contents(client);
    assertThat(expected).hasSizeGreaterThanOrEqualTo(200);
    set.members().forEach(member -> awaitContents(member.directUri(), expected));
  }

  private long term() {
    Document status = client.getDatabase("admin").runCommand(new Document("replSetGetStatus", 1));
    return status.getLong("term");
  }

  @Test
  void theFilesOfOneSecondaryComeBackAsThreeMembers() throws IOException {
    write(1000);
    Path copy = Files.createDirectory(folder.resolve("copy"));
    List<Document> expected = DataFilesContract.contents(client);
    BsonTimestamp time;
    try (MongoClient direct = MongoClients.create(secondary().directUri());
        HeldCursor cursor = HeldCursor.open(direct)) {
      time = newest(client);
      write(2000);
      cursor.extendTo(time);
      cursor.copyTo(copy);
    }
    List<Integer> ports = FreePorts.fill(List.of(0, 0, 0));
    CopiedFolder copied = new CopiedFolder(program, copy);
    copied.cut(time, found -> CopiedFolder.configure(found, ports));

    List<ServerOnDisk> members = new ArrayList<>();
    try {
      for (int port : ports) {
        Path own = folder.resolve("back-" + port);
        copyAll(copy, own);
        members.add(
            ServerOnDisk.startAt(
                port, program, own, "--replSet", "files", "--setParameter", QUICK));
      }
      String hosts = String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList());
      try (MongoClient back = MongoClients.create("mongodb://" + hosts + "/?replicaSet=files")) {
        MongoCollection<Document> items = DataFilesContract.items(back);
        await("a primary")
            .atMost(PATIENCE)
            .ignoreExceptions()
            .until(() -> items.countDocuments() > 0);
        assertThat(DataFilesContract.contents(back)).isEqualTo(expected);
        assertThat(items.insertOne(new Document("_id", 9000)).wasAcknowledged()).isTrue();
        List<Document> all = DataFilesContract.contents(back);
        for (int port : ports) {
          awaitContents("mongodb://127.0.0.1:" + port + "/?directConnection=true", all);
        }
      }
    } finally {
      members.forEach(ServerOnDisk::close);
    }
  }

  /// The newest time that a majority has written by.
  private static BsonTimestamp newest(MongoClient client) {
    return client
        .getDatabase("admin")
        .runCommand(new Document("hello", 1))
        .get("lastWrite", Document.class)
        .get("majorityOpTime", Document.class)
        .get("ts", BsonTimestamp.class);
  }

  private static void copyAll(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        var _ = Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
