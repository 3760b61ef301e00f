package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.oplog.Operation;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import io.holdfast.sandbox.update.Replacement;
import io.holdfast.sandbox.update.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The documents behind users and roles: `admin.system.users` and `admin.system.roles`, each with a
/// unique index on name and database.
enum AuthzCollections {
  USERS("system.users", "user"),
  ROLES("system.roles", "role");

  private final String collection;
  private final String nameField;

  AuthzCollections(String collection, String nameField) {
    this.collection = collection;
    this.nameField = nameField;
  }

  private Namespace namespace() {
    return new Namespace("admin", collection);
  }

  @Nullable Doc find(Invocation call, String db, String name) {
    return call.read(
        () -> {
          StoredCollection collection = call.catalog().find(namespace());
          StoredDoc found = collection == null ? null : collection.byKey(Value.of(db + "." + name));
          return found == null ? null : found.doc();
        });
  }

  List<Doc> all(Invocation call) {
    return call.read(
        () -> {
          StoredCollection collection = call.catalog().find(namespace());
          return collection == null ? List.of() : collection.snapshot();
        });
  }

  boolean isEmpty(Invocation call) {
    return all(call).isEmpty();
  }

  /// Inserts the document, or puts it in the place of that with its `_id`.
  void put(Invocation call, Doc document) {
    call.write(
        () -> {
          StoredCollection collection = stored(call);
          StoredDoc old = collection.byKey(Objects.requireNonNull(document.get("_id"), "_id"));
          if (old == null) {
            call.loggedWriter().insert(collection, document);
          } else {
            Update.Result change = new Replacement(document).apply(old.doc());
            if (change.logged() != null) {
              call.loggedWriter().update(collection, old, change);
            }
          }
          return true;
        });
  }

  /// Removes the document; false when it was not there.
  boolean remove(Invocation call, Value key) {
    return call.write(
        () -> {
          StoredCollection collection = call.catalog().find(namespace());
          StoredDoc old = collection == null ? null : collection.byKey(key);
          if (collection != null && old != null) {
            call.loggedWriter().delete(collection, old);
          }
          return old != null;
        });
  }

  private StoredCollection stored(Invocation call) {
    StoredCollection found = call.catalog().find(namespace());
    if (found != null) {
      return found;
    }
    Structure.create(call, namespace(), Doc.EMPTY);
    StoredCollection created = call.catalog().require(namespace());
    Doc o =
        new DocBuilder()
            .put("createIndexes", collection)
            .put("v", 2)
            .put("unique", true)
            .put("key", new DocBuilder().put(nameField, 1).put("db", 1).build())
            .put("name", nameField + "_1_db_1")
            .build();
    Structure.perform(call, Operation.command("admin", created.uuid(), o, null));
    return created;
  }

  /// Takes over the documents of a temporary collection; with `drop` those that it lacks go.
  void merge(Invocation call, String temporary, String db, boolean drop) {
    List<Doc> wanted = new ArrayList<>();
    call.read(() -> wanted.addAll(call.catalog().require(Namespace.parse(temporary)).snapshot()));
    wanted.removeIf(document -> !isOf(document, db));
    wanted.forEach(document -> put(call, document));
    if (drop) {
      for (Doc existing : all(call)) {
        Value key = Objects.requireNonNull(existing.get("_id"), "_id");
        boolean kept = wanted.stream().anyMatch(document -> key.equals(document.get("_id")));
        if (isOf(existing, db) && !kept) {
          remove(call, key);
        }
      }
    }
  }

  private static boolean isOf(Doc document, String db) {
    return db.isEmpty() || db.equals(document.string("db"));
  }

  /// The names that a command's roles stand for, each `{role, db}`.
  static List<Value> references(Invocation call, @Nullable Value given) {
    List<Value> roles = new ArrayList<>();
    for (Value role : given == null ? List.<Value>of() : given.doc().values()) {
      roles.add(
          role.isDocument()
              ? role
              : new DocBuilder().put("role", role.string()).put("db", call.db()).build().asValue());
    }
    return roles;
  }

  /// The documents that `usersInfo` and `rolesInfo` ask for.
  List<Doc> asked(Invocation call) {
    Value which = call.head().value();
    List<Doc> found = new ArrayList<>();
    for (Doc document : all(call)) {
      if (matches(call, document, which)) {
        found.add(document);
      }
    }
    return found;
  }

  private boolean matches(Invocation call, Doc document, Value which) {
    if (which.isArray()) {
      return which.doc().values().stream().anyMatch(each -> matches(call, document, each));
    }
    if (which.isString()) {
      return which.string().equals(document.string(nameField))
          && call.db().equals(document.string("db"));
    }
    if (which.isDocument()) {
      return which.doc().flag("forAllDBs")
          || (Objects.equals(which.doc().get(nameField), document.get(nameField))
              && Objects.equals(which.doc().get("db"), document.get("db")));
    }
    return call.db().equals(document.string("db"));
  }

  /// The document with other fields.
  static Doc with(Doc document, Doc changes) {
    DocBuilder changed = new DocBuilder();
    for (Field field : document) {
      Value said = changes.get(field.name());
      changed.put(field.name(), said == null ? field.value() : said);
    }
    for (Field field : changes) {
      if (!document.has(field.name())) {
        changed.put(field);
      }
    }
    return changed.build();
  }
}
