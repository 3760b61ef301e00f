package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.workflows.backup.ExpectedCollection;
import io.holdfast.workflows.model.Namespace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/// A model of a server: collections that are written, created, dropped and renamed at random, the
/// oplog that such a server would keep, and a dump of it all. Updates are worked out on decoded
/// documents, by other means than those being tested.
final class RandomHistory {
  private static final BsonDocument EMPTY = new BsonDocument();

  private final Random random;

  private final Map<UUID, Table> tables = new LinkedHashMap<>();
  private final RandomDump dump;
  private final ModelOplog oplog;

  RandomHistory(long seed) {
    random = new Random(seed);
    oplog = new ModelOplog(seed % 2 == 0);
    dump = new RandomDump(random, tables);
  }

  /// A collection of the model.
  static final class Table {
    final UUID uuid;
    Namespace name;
    final Map<BsonValue, BsonDocument> documents =
        new TreeMap<>(Comparator.comparing(Object::toString));

    Table(UUID uuid, Namespace name) {
      this.uuid = uuid;
      this.name = name;
    }
  }

  /// Lets `steps` things happen; the collections are listed after the first tenth of them, and
  /// dumped during the rest.
  void run(int steps) {
    for (int i = 0; i < 3; i++) {
      create();
    }
    for (int i = 0; i < 40; i++) {
      change(new ArrayList<>());
    }
    oplog.forget();
    for (int step = 0; step < steps; step++) {
      if (step == steps / 10) {
        dump.list();
      }
      if (step > steps / 10) {
        dump.readSome();
      }
      happen();
    }
    dump.readAll();
  }

  private void happen() {
    int dice = random.nextInt(100);
    if (dice == 0) {
      create();
    } else if (dice == 1 && tables.size() > 2) {
      drop(any());
    } else if (dice < 4) {
      rename();
    } else if (dice < 12) {
      transaction();
    } else {
      List<BsonDocument> operations = new ArrayList<>();
      change(operations);
      operations.forEach(operation -> oplog.log(operation, EMPTY));
    }
  }

  private void create() {
    Namespace name = freeName();
    Table table = new Table(new UUID(random.nextLong(), random.nextLong()), name);
    tables.put(table.uuid, table);
    oplog.command(
        table.name, table.uuid, new BsonDocument("create", new BsonString(name.collection())));
  }

  private void drop(Table table) {
    tables.remove(table.uuid);
    oplog.command(
        table.name, table.uuid, new BsonDocument("drop", new BsonString(table.name.collection())));
  }

  private void rename() {
    Table table = any();
    BsonDocument o = new BsonDocument("renameCollection", new BsonString(table.name.toString()));
    Table victim = any();
    boolean over = victim != table && tables.size() > 2 && random.nextBoolean();
    Namespace to = over ? victim.name : freeName();
    o.append("to", new BsonString(to.toString())).append("stayTemp", BsonBoolean.FALSE);
    if (over) {
      o.append("dropTarget", new BsonBinary(victim.uuid));
      tables.remove(victim.uuid);
    }
    oplog.command(table.name, table.uuid, o);
    table.name = to;
  }

  private void transaction() {
    BsonDocument session =
        new BsonDocument("lsid", new BsonDocument("id", new BsonInt32(random.nextInt(3))))
            .append("txnNumber", new BsonInt64(oplog.now()));
    List<BsonDocument> operations = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      change(operations);
    }
    int split = random.nextInt(operations.size() + 1);
    if (split > 0) {
      oplog.log(
          ModelOplog.applyOps(operations.subList(0, split)).append("partialTxn", BsonBoolean.TRUE),
          session);
    }
    BsonDocument rest = ModelOplog.applyOps(operations.subList(split, operations.size()));
    if (random.nextBoolean()) {
      oplog.log(rest.append("prepare", BsonBoolean.TRUE), session);
      oplog.log(new BsonDocument("commitTransaction", new BsonInt32(1)), session);
    } else {
      oplog.log(rest, session);
    }
  }

  /// Changes a document and adds the operations that tell of it.
  private void change(List<BsonDocument> operations) {
    Table table = any();
    BsonValue key = key(random.nextInt(30));
    BsonDocument id = new BsonDocument("_id", key);
    BsonDocument before = table.documents.get(key);
    if (before == null) {
      BsonDocument document = id.clone().append(field(), number());
      table.documents.put(key, document);
      operations.add(ModelOplog.operation("i", table.name, table.uuid, document));
    } else if (random.nextInt(5) == 0) {
      table.documents.remove(key);
      operations.add(ModelOplog.operation("d", table.name, table.uuid, id));
    } else if (random.nextInt(6) == 0) {
      BsonDocument document = id.clone().append(field(), number());
      table.documents.put(key, document);
      operations.add(ModelOplog.operation("u", table.name, table.uuid, document).append("o2", id));
    } else {
      operations.add(
          ModelOplog.operation("u", table.name, table.uuid, update(table, key, before))
              .append("o2", id));
    }
  }

  private BsonDocument update(Table table, BsonValue key, BsonDocument before) {
    BsonDocument after = before.clone();
    String field = field();
    boolean there = before.containsKey(field);
    BsonValue value = random.nextBoolean() ? number() : new BsonDocument("in", number());
    boolean removed = random.nextInt(4) == 0;
    if (removed) {
      after.remove(field);
    } else {
      after.put(field, value);
    }
    table.documents.put(key, after);
    return removed ? oplog.unset(field) : oplog.set(field, value, there);
  }

  private Table any() {
    List<Table> all = List.copyOf(tables.values());
    return all.get(random.nextInt(all.size()));
  }

  private Namespace freeName() {
    Set<Namespace> used = new HashSet<>();
    tables.values().forEach(table -> used.add(table.name));
    while (true) {
      Namespace name = new Namespace("shop", "c" + random.nextInt(8));
      if (!used.contains(name)) {
        return name;
      }
    }
  }

  static BsonValue key(int key) {
    return key % 2 == 0 ? new BsonInt32(key) : new BsonString("k" + key);
  }

  private String field() {
    return List.of("z", "a", "m").get(random.nextInt(3));
  }

  private BsonValue number() {
    return new BsonInt32(random.nextInt(1000));
  }

  List<RawDocument> entries() {
    return oplog.entries();
  }

  void dumpInto(TestBackup backup) {
    dump.into(backup);
    List<RawDocument> entries = oplog.entries();
    backup.oplog(entries.subList(0, entries.size() / 3));
    backup.oplog(entries.subList(entries.size() / 3, entries.size()));
  }

  /// What the collections hold in the end.
  List<ExpectedCollection> end() {
    return tables.values().stream()
        .sorted(Comparator.comparing((Table table) -> table.name))
        .map(
            table ->
                new ExpectedCollection(
                    table.name, TestBackup.content(documents(table.documents.values()))))
        .toList();
  }

  static List<RawDocument> documents(Collection<BsonDocument> documents) {
    return documents.stream().map(RawDocument::of).toList();
  }
}
