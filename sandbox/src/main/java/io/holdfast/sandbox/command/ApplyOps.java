package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.oplog.Applier;
import io.holdfast.sandbox.oplog.Operation;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.StoredCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// `applyOps`: operations in the oplog's form, applied one after the other. Changes of documents
/// alone are one unit, which leaves the command itself in the oplog and, as on a 4.4 server, puts
/// the time in the place of empty timestamps. With commands among them, or with `allowAtomic:
/// false`, each operation leaves its own entry and is taken as it is.
final class ApplyOps {
  /// What a 4.4 server does not take from a client.
  private static final Set<String> REFUSED =
      Set.of("createIndexes", "startIndexBuild", "commitIndexBuild", "abortIndexBuild");

  private static final Set<String> DOCUMENTS = Set.of("i", "u", "d");
  private static final Set<String> NOT_LOGGED =
      Set.of("applyOps", "$clusterTime", "$readPreference", "writeConcern");

  private ApplyOps() {}

  static List<Command> commands() {
    return List.of(
        Command.of(
            "applyOps",
            Command.Access.PRIMARY,
            List.of("alwaysUpsert", "allowAtomic", "bypassDocumentValidation", "preCondition"),
            ApplyOps::run));
  }

  private static void run(Invocation call, DocBuilder reply) {
    if (call.body().has("preCondition")) {
      throw ServerError.BAD_VALUE.because("the sandbox does not know preCondition in applyOps");
    }
    List<Operation> operations = call.documents("applyOps").stream().map(Operation::parse).toList();
    for (Operation operation : operations) {
      Field command = operation.o().first();
      if (operation.op().equals("c") && command != null && REFUSED.contains(command.name())) {
        throw ServerError.COMMAND_NOT_SUPPORTED.because(
            command.name() + " is not supported in applyOps mode");
      }
    }
    boolean unit = isUnit(call, operations);
    call.write(
        () -> {
          if (unit) {
            List<Operation> dated = operations.stream().map(ApplyOps::dated).toList();
            apply(call, dated, false, reply);
            Structure.log(call, Operation.command("admin", null, logged(call, dated), null));
          } else {
            apply(call, operations, true, reply);
          }
          return true;
        });
  }

  private static boolean isUnit(Invocation call, List<Operation> operations) {
    Value allowed = call.body().get("allowAtomic");
    return (allowed == null || allowed.truthy())
        && operations.stream().allMatch(each -> DOCUMENTS.contains(each.op()));
  }

  private static Operation dated(Operation operation) {
    return operation.op().equals("i")
        ? new Operation(
            "i", operation.ns(), operation.ui(), Incoming.dated(operation.o()), operation.o2())
        : operation;
  }

  /// The command as the oplog has it: with `lsid` and `$db`, but not what only this call was about.
  private static Doc logged(Invocation call, List<Operation> operations) {
    List<Doc> given = call.documents("applyOps");
    List<Doc> elements = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      Doc o = new DocBuilder().put("o", operations.get(i).o()).build();
      elements.add(AuthzCollections.with(given.get(i), o));
    }
    DocBuilder logged = new DocBuilder(call.body().size()).putDocs("applyOps", elements);
    for (Field field : call.body()) {
      if (!NOT_LOGGED.contains(field.name())) {
        logged.put(field);
      }
    }
    return logged.build();
  }

  private static void apply(
      Invocation call, List<Operation> operations, boolean logEach, DocBuilder reply) {
    List<Value> results = new ArrayList<>();
    boolean alwaysUpsert = alwaysUpsert(call);
    for (Operation operation : operations) {
      try {
        checkCollection(call, operation);
        if (!alwaysUpsert) {
          requireTarget(call, operation);
        }
        call.member().applier().apply(operation);
        results.add(Value.of(true));
      } catch (CommandFailure failure) {
        results.add(Value.of(false));
        throw failure.with(
            new DocBuilder().put("applied", results.size()).put("results", results).build());
      }
      if (logEach && !operation.op().equals("n")) {
        Structure.log(call, operation);
      }
    }
    reply.put("applied", operations.size()).put("results", results);
  }

  private static boolean alwaysUpsert(Invocation call) {
    Value said = call.body().get("alwaysUpsert");
    return said == null || said.truthy();
  }

  /// Namespace and UUID of an operation on documents must mean one collection.
  private static void checkCollection(Invocation call, Operation operation) {
    if (!DOCUMENTS.contains(operation.op())) {
      return;
    }
    StoredCollection collection = new Applier(call.member().store()).collection(operation);
    if (!collection.namespace().equals(Namespace.parse(operation.ns()))) {
      throw ServerError.LOCATION3318200.because(
          "Namespace '%s' and UUID '%s' point to different collections"
              .formatted(operation.ns(), operation.ui()));
    }
  }

  private static void requireTarget(Invocation call, Operation operation) {
    if (!operation.op().equals("u")) {
      return;
    }
    StoredCollection collection = new Applier(call.member().store()).collection(operation);
    Doc o2 = Objects.requireNonNullElse(operation.o2(), Doc.EMPTY);
    Value key = o2.get("_id");
    if (key == null || collection.byKey(key) == null) {
      throw ServerError.OPERATION_FAILED.because(
          "Failed to apply operation due to missing document: " + operation.toDoc());
    }
  }
}
