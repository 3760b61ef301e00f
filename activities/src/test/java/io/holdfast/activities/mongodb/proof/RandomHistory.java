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
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/// A model of a server: collections that are written, created, dropped and renamed at random, the
/// oplog that such a server would keep, and a dump that reads each document at a random instant.
/// Updates are worked out on decoded documents, by other means than those being tested.
final class RandomHistory {
  private static final BsonDocument EMPTY = new BsonDocument();

  private final Random random;

  /// How updates are logged: a server does it in one way or the other.
  private final boolean deltas;

  private final Map<UUID, Table> tables = new LinkedHashMap<>();
  private final List<RawDocument> entries = new ArrayList<>();
  private final List<Listed> listed = new ArrayList<>();
  private final Set<String> read = new HashSet<>();
  private int clock = 1;

  RandomHistory(long seed) {
    random = new Random(seed);
    deltas = seed % 2 == 0;
  }

  private static final class Table {
    private final UUID uuid;
    private Namespace name;
    private final Map<BsonValue, BsonDocument> documents =
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
    entries.clear();
    for (int step = 0; step < steps; step++) {
      if (step == steps / 10) {
        tables.values().forEach(this::list);
      }
      if (step > steps / 10) {
        readSome();
      }
      happen();
    }
    readAll();
  }

  /// A collection as the dump's list has it, and what was read of it.
  private record Listed(Table table, Namespace name, Map<BsonValue, BsonDocument> dumped) {}

  private void list(Table table) {
    listed.add(new Listed(table, table.name, new LinkedHashMap<>()));
  }

  /// A dump reads every key once, at some instant; what is not there then is not in the dump.
  private void readSome() {
    for (Listed table : listed) {
      for (int key = 0; key < 30; key++) {
        if (random.nextInt(200) == 0) {
          read(table, key(key));
        }
      }
    }
  }

  private void readAll() {
    for (Listed table : listed) {
      for (int key = 0; key < 30; key++) {
        read(table, key(key));
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
      operations.forEach(operation -> log(operation, EMPTY));
    }
  }

  private void create() {
    Namespace name = freeName();
    Table table = new Table(new UUID(random.nextLong(), random.nextLong()), name);
    tables.put(table.uuid, table);
    command(table, new BsonDocument("create", new BsonString(name.collection())));
  }

  private void drop(Table table) {
    tables.remove(table.uuid);
    command(table, new BsonDocument("drop", new BsonString(table.name.collection())));
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
    command(table, o);
    table.name = to;
  }

  private void transaction() {
    BsonDocument session =
        new BsonDocument("lsid", new BsonDocument("id", new BsonInt32(random.nextInt(3))))
            .append("txnNumber", new BsonInt64(clock));
    List<BsonDocument> operations = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      change(operations);
    }
    int split = random.nextInt(operations.size() + 1);
    if (split > 0) {
      log(applyOps(operations.subList(0, split)).append("partialTxn", BsonBoolean.TRUE), session);
    }
    BsonDocument rest = applyOps(operations.subList(split, operations.size()));
    if (random.nextBoolean()) {
      log(rest.append("prepare", BsonBoolean.TRUE), session);
      log(new BsonDocument("commitTransaction", new BsonInt32(1)), session);
    } else {
      log(rest, session);
    }
  }

  private static BsonDocument applyOps(List<BsonDocument> operations) {
    return new BsonDocument("applyOps", new BsonArray(operations));
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
      operations.add(operation("i", table, document));
    } else if (random.nextInt(5) == 0) {
      table.documents.remove(key);
      operations.add(operation("d", table, id));
    } else if (random.nextInt(6) == 0) {
      BsonDocument document = id.clone().append(field(), number());
      table.documents.put(key, document);
      operations.add(operation("u", table, document).append("o2", id));
    } else {
      operations.add(operation("u", table, update(table, key, before)).append("o2", id));
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
    return deltas
        ? delta(removed ? "d" : there ? "u" : "i", field, removed ? BsonBoolean.FALSE : value)
        : modifier(removed ? "$unset" : "$set", field, removed ? BsonBoolean.TRUE : value);
  }

  private static BsonDocument modifier(String operator, String field, BsonValue value) {
    return new BsonDocument("$v", new BsonInt32(1))
        .append(operator, new BsonDocument(field, value));
  }

  private static BsonDocument delta(String section, String field, BsonValue value) {
    return new BsonDocument("$v", new BsonInt32(2))
        .append("diff", new BsonDocument(section, new BsonDocument(field, value)));
  }

  private static BsonDocument operation(String op, Table table, BsonDocument o) {
    return new BsonDocument("op", new BsonString(op))
        .append("ns", new BsonString(table.name.toString()))
        .append("ui", new BsonBinary(table.uuid))
        .append("o", o);
  }

  private void command(Table table, BsonDocument o) {
    log(
        new BsonDocument("op", new BsonString("c"))
            .append("ns", new BsonString(table.name.database() + ".$cmd"))
            .append("ui", new BsonBinary(table.uuid))
            .append("o", o),
        EMPTY);
  }

  /// Logs an operation as it is, or a transaction's command with its session.
  private void log(BsonDocument operation, BsonDocument session) {
    BsonDocument entry = new BsonDocument("ts", new BsonTimestamp(clock++, 1));
    if (operation.containsKey("op")) {
      entry.putAll(operation);
    } else {
      entry.append("op", new BsonString("c")).append("ns", new BsonString("admin.$cmd"));
      entry.append("o", operation);
    }
    entry.putAll(session);
    entries.add(RawDocument.of(entry));
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

  private static BsonValue key(int key) {
    return key % 2 == 0 ? new BsonInt32(key) : new BsonString("k" + key);
  }

  private String field() {
    return List.of("z", "a", "m").get(random.nextInt(3));
  }

  private BsonValue number() {
    return new BsonInt32(random.nextInt(1000));
  }

  List<RawDocument> entries() {
    return entries;
  }

  void dumpInto(TestBackup backup) {
    for (Listed one : listed) {
      List<RawDocument> documents = documents(one.dumped.values());
      int half = documents.size() / 2;
      backup.collection(
          one.name,
          one.table.uuid,
          List.of(documents.subList(0, half), documents.subList(half, documents.size())));
    }
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

  private static List<RawDocument> documents(Collection<BsonDocument> documents) {
    return documents.stream().map(RawDocument::of).toList();
  }
}
