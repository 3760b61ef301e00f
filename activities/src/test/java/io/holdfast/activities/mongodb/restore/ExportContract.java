package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CreateCollectionOptions;
import io.holdfast.activities.mongodb.export.Exported;
import io.holdfast.activities.mongodb.export.NamespaceFilter;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.NamespacePattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// What an export promises, held by the real `mongorestore`.
abstract class ExportContract extends ExportGround {
  @Test
  void aBackupTakenUnderWritesComesBackAsOfItsPointInTime() throws Exception {
    assertComesBack(backupUnderWrites("writes"), false);
  }

  @Test
  void aCompressedExportComesBackToo() throws Exception {
    assertComesBack(backupUnderWrites("compressed"), true);
  }

  private BackupHeader backupUnderWrites(String name) {
    insert("a", "{_id: 1}", "{_id: 2, x: 1}", "{_id: 3, arr: [1, 2]}");
    insert("renamed", "{_id: 'r'}");
    insert("dropped", "{_id: 'd'}");
    insert("odd name/with %?ö", "{_id: 1, when: {$timestamp: {t: 5, i: 6}}}");
    shop().getCollection("a").createIndex(json("{x: 1}"));
    shop()
        .createCollection(
            "log", new CreateCollectionOptions().capped(true).sizeInBytes(4096).maxDocuments(5));
    for (int i = 0; i < 9; i++) {
      insert("log", "{_id: %d}".formatted(i));
    }
    Rig.Backing backing = rig().new Backing(name);
    update("a", "{_id: 2}", "{$set: {x: 2, 'y.z': 3}}");
    rename("shop.renamed", "shop.kept", false);
    shop().getCollection("dropped").drop();
    insert("log", "{_id: 100}");
    backing.dump();
    transaction();
    delete("a", "{_id: 1}");
    insert("log", "{_id: 101}", "{_id: 102}");
    insert("late", "{_id: 1}");
    shop().getCollection("late").createIndex(json("{y: -1}"));
    shop().createView("v", "a", List.of(new Document("$match", new Document("x", 2))));
    update("kept", "{_id: 'r'}", "{$set: {seen: true}}");
    return backing.complete();
  }

  private void transaction() {
    MongoCollection<BsonDocument> a = shop().getCollection("a", BsonDocument.class);
    try (ClientSession session = rig().source().startSession()) {
      session.startTransaction();
      a.insertOne(session, json("{_id: 10}"));
      a.updateOne(session, json("{_id: 3}"), json("{$push: {arr: 3}}"));
      session.commitTransaction();
    }
  }

  private void assertComesBack(BackupHeader header, boolean gzip) throws Exception {
    Path directory = temporary.resolve("export");
    Exported exported = export(header, directory, NamespaceFilter.ALL, gzip);

    mongorestore(directory, gzip);

    assertThat(Contents.of(rig().target())).isEqualTo(expected(header));
    assertThat(Structures.of(rig().target())).isEqualTo(Structures.of(rig().source()));
    assertThat(exported.views()).isEqualTo(1);
    assertThat(exported.changes()).isPositive();
  }

  private Map<Namespace, Content> expected(BackupHeader header) {
    return content(header).expected().stream()
        .filter(known -> !known.namespace().database().equals("admin"))
        .collect(Collectors.toMap(it -> it.namespace(), it -> it.content()));
  }

  private void mongorestore(Path directory, boolean gzip, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("--uri", servers().target().uri(), "--oplogReplay", "--stopOnError"));
    if (gzip) {
      arguments.add("--gzip");
    }
    arguments.addAll(List.of(more));
    arguments.add(directory.toString());
    var _ = MongoTool.find("mongorestore").orElseThrow().run(arguments.toArray(String[]::new));
  }

  @Test
  void usersAndRolesComeWithIt() throws Exception {
    insert("a", "{_id: 1}");
    rig().source().getDatabase("shop").runCommand(json("{createUser: 'eve', pwd: 'e', roles: []}"));
    Rig.Backing backing = rig().new Backing("users").dump();
    rig()
        .source()
        .getDatabase("shop")
        .runCommand(json("{updateUser: 'eve', roles: ['readWrite']}"));
    BackupHeader header = backing.complete();
    Path directory = temporary.resolve("export");
    export(header, directory, NamespaceFilter.ALL, false);

    mongorestore(directory, false);

    assertThat(
            rig()
                .target()
                .getDatabase("admin")
                .getCollection("system.users", BsonDocument.class)
                .find(json("{_id: 'shop.eve'}"))
                .first())
        .isEqualTo(
            rig()
                .source()
                .getDatabase("admin")
                .getCollection("system.users", BsonDocument.class)
                .find(json("{_id: 'shop.eve'}"))
                .first());
    for (MongoClient client : List.of(rig().source(), rig().target())) {
      client.getDatabase("shop").runCommand(json("{dropUser: 'eve'}"));
    }
  }

  @Test
  void onlyWhatIsAskedForIsExported() throws Exception {
    insert("a", "{_id: 1}");
    insert("b", "{_id: 1}");
    rig().source().getDatabase("other").getCollection("c").insertOne(new Document());
    Rig.Backing backing = rig().new Backing("partly").dump();
    insert("a", "{_id: 2}");
    insert("b", "{_id: 2}");
    BackupHeader header = backing.complete();
    Path directory = temporary.resolve("export");
    export(header, directory, new NamespaceFilter(List.of(new NamespacePattern("shop.a"))), false);

    mongorestore(directory, false);

    Namespace a = new Namespace("shop", "a");
    assertThat(Contents.of(rig().target())).containsOnly(Map.entry(a, expected(header).get(a)));
  }
}
