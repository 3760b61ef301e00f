package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.member.Member;
import io.holdfast.sandbox.oplog.DocumentWriter;
import io.holdfast.sandbox.oplog.LoggedWriter;
import io.holdfast.sandbox.oplog.StatementChain;
import io.holdfast.sandbox.session.Session;
import io.holdfast.sandbox.storage.Catalog;
import io.holdfast.sandbox.storage.DocReader;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.StoredCollection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One call of a command: the member that got it, the connection it came over, and its fields.
public final class Invocation {
  private final Server server;
  private final ClientState client;
  private final Doc body;
  private final Map<String, List<Doc>> sequences;
  private final String db;

  Invocation(Server server, ClientState client, Doc body, Map<String, List<Doc>> sequences) {
    this.server = server;
    this.client = client;
    this.body = body;
    this.sequences = sequences;
    String named = body.string("$db");
    this.db = named == null ? "admin" : named;
  }

  public Server server() {
    return server;
  }

  public Member member() {
    return server.member();
  }

  ClientState client() {
    return client;
  }

  public Doc body() {
    return body;
  }

  public String db() {
    return db;
  }

  /// The command's name as it was sent, and the value it has.
  Field head() {
    return Objects.requireNonNull(body.first(), "a command has a first field");
  }

  public Catalog catalog() {
    return member().store().catalog();
  }

  public <T> T read(Supplier<T> work) {
    return member().store().read(work);
  }

  /// Writes inside the store's lock; refused when this member is not primary (any longer).
  public <T> T write(Supplier<T> work) {
    return member()
        .store()
        .writeUnfrozen(
            () -> {
              requirePrimary();
              try {
                return work.get();
              } finally {
                member().noteProgress();
              }
            });
  }

  void requirePrimary() {
    if (!member().isPrimary()) {
      throw ServerError.NOT_WRITABLE_PRIMARY.because("not master");
    }
    if (member().isReadOnly()) {
      throw ServerError.ILLEGAL_OPERATION.because(
          "Cannot execute a write operation in read-only mode");
    }
  }

  /// The collection that the command's first field names.
  public Namespace namespace() {
    Value name = head().value();
    if (!name.isString()) {
      throw ServerError.INVALID_NAMESPACE.because(
          "collection name has invalid type " + name.type());
    }
    return new Namespace(db, name.string()).checkedName();
  }

  /// The documents under that name: a section of the message, or an array in the command.
  public List<Doc> documents(String name) {
    List<Doc> sequence = sequences.get(name);
    if (sequence != null) {
      return sequence;
    }
    Value array = body.get(name);
    if (array == null || !array.isArray()) {
      throw missing(name);
    }
    return array.doc().values().stream().map(Value::doc).toList();
  }

  boolean hasSequence(String name) {
    return sequences.containsKey(name);
  }

  CommandFailure missing(String field) {
    return ServerError.LOCATION40414.because(
        "BSON field '%s.%s' is missing but a required field".formatted(head().name(), field));
  }

  /// The document under that name; empty when it is absent.
  Doc doc(String name) {
    Value value = body.get(name);
    if (value == null) {
      return Doc.EMPTY;
    }
    if (!value.isDocument()) {
      throw ServerError.TYPE_MISMATCH.because(
          "BSON field '%s.%s' is the wrong type, expected type 'object'"
              .formatted(head().name(), name));
    }
    return value.doc();
  }

  /// The number under that name, or another.
  long number(String name, long otherwise) {
    Value value = body.get(name);
    return value == null ? otherwise : value.asLong();
  }

  /// How long the command may take; null without `maxTimeMS`.
  @Nullable Duration maxTime() {
    long millis = number("maxTimeMS", 0);
    return millis <= 0 ? null : Duration.ofMillis(millis);
  }

  public @Nullable Doc lsid() {
    return body.doc("lsid");
  }

  boolean inTransaction() {
    Value autocommit = body.get("autocommit");
    return autocommit != null && !autocommit.truthy();
  }

  @Nullable Long txnNumber() {
    Value number = body.get("txnNumber");
    return number == null ? null : Long.valueOf(number.asLong());
  }

  /// The session under which the command runs; inside the store's lock.
  Session session() {
    return member().sessions().of(Objects.requireNonNull(lsid(), "the command has a session"));
  }

  /// Where the command's changes go: a transaction, or the store.
  DocumentWriter writer(StatementChain statements) {
    if (inTransaction()) {
      return session().requireTransaction(Objects.requireNonNull(txnNumber(), "txnNumber"));
    }
    return new LoggedWriter(member().store(), member().oplog(), member().locks(), statements);
  }

  /// Where changes go that are part of no client's statement.
  LoggedWriter loggedWriter() {
    return new LoggedWriter(
        member().store(), member().oplog(), member().locks(), StatementChain.NONE);
  }

  /// The collection as the command sees it, which may be inside a transaction.
  DocReader reader(StoredCollection collection) {
    return inTransaction() ? writer(StatementChain.NONE).reader(collection) : collection;
  }
}
