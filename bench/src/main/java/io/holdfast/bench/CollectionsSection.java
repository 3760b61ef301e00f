package io.holdfast.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import io.holdfast.activities.repository.Repository;
import io.holdfast.sandbox.real.RealReplicaSet;
import io.holdfast.workflows.model.BackupRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/// A deployment of thousands of small collections, each with an index: a backup, and a restore into
/// an empty replica set with its proof. What it takes is round trips and small objects, not bytes.
final class CollectionsSection implements Section {
  private static final int COLLECTIONS = 3_000;
  private static final int DATABASES = 10;
  private static final int DOCUMENTS = 10;

  @Override
  public String name() {
    return "collections";
  }

  @Override
  public void run(Path folder, Report report) throws Exception {
    report.heading("%,d collections of %d documents".formatted(COLLECTIONS, DOCUMENTS));
    Optional<Path> mongod = RealReplicaSet.find();
    if (mongod.isEmpty()) {
      report.line("Left out: there is no mongod on the PATH.");
      return;
    }
    try (RealReplicaSet source = RealReplicaSet.start(mongod.get(), "source", 1);
        RealReplicaSet target = RealReplicaSet.start(mongod.get(), "target", 1);
        Repository repository = Repository.create(folder.resolve("store").toUri().toString())) {
      fill(source.uri());
      List<BackupRef> taken = new ArrayList<>();
      Trial backup =
          Trial.within(
              "backup",
              () -> {
                taken.add(HoldfastBackup.backUp(repository, source.uri()));
                return 0;
              });
      report.table("", "seconds", "CPU seconds");
      row("backup", backup.work().once(), report);
      HoldfastRestore restore = new HoldfastRestore(repository, taken.getFirst(), target.uri());
      row("restore", restore.trial().work().once(), report);
      report.line("\nOf the restore, in seconds: " + restore.steps() + ".");
    }
  }

  private static void row(String name, Timing timing, Report report) {
    report.row(
        name,
        Report.number("%.1f", timing.wallSeconds()),
        Report.number("%.1f", timing.cpuSeconds()));
  }

  private static void fill(String uri) {
    try (MongoClient client = MongoClients.create(uri)) {
      for (int i = 0; i < COLLECTIONS; i++) {
        MongoDatabase database = client.getDatabase("tenants-" + i % DATABASES);
        List<Document> documents = new ArrayList<>();
        for (int id = 0; id < DOCUMENTS; id++) {
          documents.add(new Document("_id", id).append("value", "of " + i));
        }
        String name = "tenant-" + i;
        database.getCollection(name).insertMany(documents);
        var _ = database.getCollection(name).createIndex(Indexes.ascending("value"));
      }
    }
  }
}
