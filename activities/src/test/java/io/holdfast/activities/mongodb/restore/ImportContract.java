package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CreateCollectionOptions;
import io.holdfast.activities.mongodb.importing.DumpImport;
import io.holdfast.activities.mongodb.importing.ImportRequest;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.UsersPolicy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the real `mongodump` writes comes back from Holdfast, as it was on the real `mongod`.
abstract class ImportContract extends RestoreContract {
  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {"--out", "--out --gzip", "--archive", "--archive --gzip"})
  void whatWasDumpedUnderWritesComesBackAsOfItsOplogsEnd(String form) throws Exception {
    fill();
    Path dump = temporary.resolve("dump");
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer = Thread.ofPlatform().start(() -> writeUntil(stop));
    try {
      mongodump(dump, form + " --oplog");
    } finally {
      stop.set(true);
      writer.join();
    }

    BackupHeader backup = bring(dump, "imported");

    assertThat(isConsistent(backup)).isTrue();
    assertThat(backup.server().version()).isEqualTo(version());
    assertComesBack(backup);
  }

  @Test
  void whatWasDumpedInPeaceComesBackThoughItHasNoOplog() throws Exception {
    fill();
    Path dump = temporary.resolve("dump");
    mongodump(dump, "--archive");

    BackupHeader backup = bring(dump, "peaceful");
    Proof proof = rig().restore(Rig.request("peaceful"));

    assertThat(isConsistent(backup)).isFalse();
    assertThat(proof.examples()).isEmpty();
    assertThat(Contents.of(rig().target())).isEqualTo(Contents.of(rig().source()));
  }

  @Test
  void usersAndRolesComeWithIt() throws Exception {
    insert("a", "{_id: 1}");
    rig().source().getDatabase("shop").runCommand(json("{createUser: 'eve', pwd: 'e', roles: []}"));
    Path dump = temporary.resolve("dump");
    try {
      mongodump(dump, "--out --oplog");
    } finally {
      rig().source().getDatabase("shop").runCommand(json("{dropUser: 'eve'}"));
    }
    bring(dump, "users");

    Proof proof = rig().restore(Rig.request(Rig.TARGET, "users", null, UsersPolicy.TAKE));

    assertThat(proof.examples()).isEmpty();
    assertThat(rig().target().getDatabase("shop").runCommand(json("{dropUser: 'eve'}")))
        .isNotNull();
  }

  private void fill() {
    insert("a", "{_id: 1}", "{_id: 2, x: 1, d: {$numberDecimal: '1.50'}}", "{_id: 'three'}");
    insert("odd name/with %?ö&+,:;=@!'()*~", "{_id: 1}");
    insert("l" + "ö".repeat(90), "{_id: 1}");
    shop().getCollection("a").createIndex(json("{x: 1, y: -1}"));
    shop().getCollection("a").createIndex(json("{'$**': 1}"));
    shop().createCollection("empty");
    shop()
        .createCollection(
            "log", new CreateCollectionOptions().capped(true).sizeInBytes(65536).maxDocuments(9));
    for (int i = 0; i < 20; i++) {
      insert("log", "{_id: %d}".formatted(i));
    }
    shop().createView("v", "a", List.of(new Document("$match", new Document("x", 1))));
    List<Document> many = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      many.add(new Document("_id", i).append("bytes", new Binary(new byte[i % 900])));
    }
    shop().getCollection("many").insertMany(many);
  }

  private void writeUntil(AtomicBoolean stop) {
    MongoCollection<BsonDocument> many = shop().getCollection("many", BsonDocument.class);
    for (int i = 0; !stop.get(); i++) {
      many.updateOne(
          json("{_id: %d}".formatted(i % 2_000)), json("{$inc: {n: 1}, $set: {'a.b': 2}}"));
      many.deleteOne(json("{_id: %d}".formatted(i * 7 % 2_000)));
      many.insertOne(json("{_id: 'new%d'}".formatted(i)));
      if (i % 20 == 0) {
        transaction(i);
      }
    }
  }

  private void transaction(int i) {
    MongoCollection<BsonDocument> a = shop().getCollection("a", BsonDocument.class);
    try (ClientSession session = rig().source().startSession()) {
      session.startTransaction();
      a.insertOne(session, json("{_id: 't%d'}".formatted(i)));
      a.updateOne(session, json("{_id: 1}"), json("{$push: {seen: %d}}".formatted(i)));
      session.commitTransaction();
    }
  }

  private void mongodump(Path dump, String options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--uri", servers().source().uri()));
    for (String option : options.split(" ", -1)) {
      boolean place = option.equals("--out") || option.equals("--archive");
      arguments.add(place ? option + "=" + dump : option);
    }
    var _ = MongoTool.find("mongodump").orElseThrow().run(arguments.toArray(String[]::new));
  }

  private static boolean isConsistent(BackupHeader backup) {
    return Objects.requireNonNull(backup.imported()).consistent();
  }

  private String version() {
    return rig()
        .source()
        .getDatabase("admin")
        .runCommand(json("{buildInfo: 1}"))
        .getString("version");
  }

  private BackupHeader bring(Path dump, String name) {
    return new DumpImport(rig().repository(), InstantSource.system())
        .run(
            new ImportRequest(dump, Rig.SOURCE, new BackupName(name), "", null),
            (documents, bytes) -> {})
        .backup();
  }
}
