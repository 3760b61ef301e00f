package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.workflows.model.Namespace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// A dump of a [RandomHistory] that reads each document at a random instant.
final class RandomDump {
  private final Random random;
  private final Map<UUID, RandomHistory.Table> tables;
  private final List<Listed> listed = new ArrayList<>();
  private final Set<String> read = new HashSet<>();

  /// @param tables the model's, as they are at each moment
  RandomDump(Random random, Map<UUID, RandomHistory.Table> tables) {
    this.random = random;
    this.tables = tables;
  }

  /// A collection as the dump's list has it, and what was read of it.
  private record Listed(
      RandomHistory.Table table, Namespace name, Map<BsonValue, BsonDocument> dumped) {}

  /// Lists the collections that there are now.
  void list() {
    tables
        .values()
        .forEach(table -> listed.add(new Listed(table, table.name, new LinkedHashMap<>())));
  }

  /// A dump reads every key once, at some instant; what is not there then is not in the dump.
  void readSome() {
    for (Listed table : listed) {
      for (int key = 0; key < 30; key++) {
        if (random.nextInt(200) == 0) {
          read(table, RandomHistory.key(key));
        }
      }
    }
  }

  /// Reads what was not read yet.
  void readAll() {
    for (Listed table : listed) {
      for (int key = 0; key < 30; key++) {
        read(table, RandomHistory.key(key));
      }
    }
  }

  private void read(Listed one, BsonValue key) {
    UUID uuid = one.table.uuid;
    if (read.add(uuid + "/" + key) && tables.containsKey(uuid)) {
      BsonDocument found = one.table.documents.get(key);
      if (found != null) {
        one.dumped.put(key, found);
      }
    }
  }

  /// Writes what was read.
  void into(TestBackup backup) {
    for (Listed one : listed) {
      List<RawDocument> documents = RandomHistory.documents(one.dumped.values());
      int half = documents.size() / 2;
      backup.collection(
          one.name,
          one.table.uuid,
          List.of(documents.subList(0, half), documents.subList(half, documents.size())));
    }
  }
}
