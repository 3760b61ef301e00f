package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.oplog.Operation;
import io.holdfast.sandbox.storage.StoredCollection;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/// `applyOps`: operations in the oplog's form, applied one after the other. Changes of documents
/// alone are one unit, which leaves the command itself in the oplog and, as on a 4.4 server, puts
/// the time in the place of empty timestamps. With commands among them, or with `allowAtomic:
/// false`, each operation leaves its own entry and is taken as it is.
final class ApplyOps {
  /// What a 4.4 server does not take from a client.
  private static final Set<String> REFUSED =
      Set.of("createIndexes", "startIndexBuild", "commitIndexBuild", "abortIndexBuild");

  /// What may be wrong with a command because it was done before: taken as done.
  private static final Set<ServerError> DONE_BEFORE =
      EnumSet.of(
          ServerError.NAMESPACE_EXISTS,
          ServerError.NAMESPACE_NOT_FOUND,
          ServerError.INDEX_NOT_FOUND);

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
    boolean unit = isUnit(call, operations);
    call.write(
        () -> {
          if (unit) {
            applyAsUnit(call, operations.stream().map(ApplyOps::dated).toList(), reply);
          } else {
            apply(call, operations, each -> Structure.log(call, each), reply);
          }
          return true;
        });
  }

  private static void applyAsUnit(Invocation call, List<Operation> operations, DocBuilder reply) {
    List<Operation> applied = new ArrayList<>();
    try {
      apply(call, operations, applied::add, reply);
      Structure.log(call, Operation.command("admin", null, logged(call, operations), null));
    } catch (CommandFailure failure) {
      // As on a real server what came before the failure stays, entry by entry.
      applied.forEach(each -> Structure.log(call, each));
      throw failure;
    }
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
      Invocation call, List<Operation> operations, Consumer<Operation> done, DocBuilder reply) {
    List<Value> results = new ArrayList<>();
    for (Operation operation : operations) {
      if (operation.op().equals("n")) {
        continue;
      }
      try {
        if (apply(call, operation)) {
          done.accept(operation);
        }
      } catch (CommandFailure failure) {
        results.add(Value.of(false));
        throw failure.with(
            new DocBuilder().put("applied", results.size()).put("results", results).build());
      }
      results.add(Value.of(true));
    }
    reply.put("applied", results.size()).put("results", results);
  }

  /// Applies one operation; false when there was nothing to do any more.
  private static boolean apply(Invocation call, Operation operation) {
    if (operation.op().equals("c")) {
      return applyCommand(call, operation);
    }
    StoredCollection collection = call.member().applier().find(operation);
    if (collection == null && operation.op().equals("d") && operation.ui() == null) {
      return false;
    }
    if (collection == null && operation.ui() == null) {
      throw ServerError.NAMESPACE_NOT_FOUND.because(
          "cannot apply insert or update operation on a non-existent namespace %s: %s"
              .formatted(operation.ns(), operation.toDoc()));
    }
    if (operation.op().equals("u") && !alwaysUpsert(call)) {
      requireTarget(call, operation);
    }
    if (operation.op().equals("i")) {
      TimeSeries.check(call.member().applier().collection(operation), operation.o());
    }
    call.member().applier().apply(operation);
    return true;
  }

  private static boolean applyCommand(Invocation call, Operation operation) {
    Field command = operation.o().first();
    if (command != null && REFUSED.contains(command.name())) {
      throw ServerError.COMMAND_NOT_SUPPORTED.because(
          "The " + command.name() + " operation is not supported in applyOps mode");
    }
    try {
      call.member().applier().apply(operation);
      return true;
    } catch (CommandFailure failure) {
      if (!DONE_BEFORE.contains(failure.error())) {
        throw failure;
      }
      return false;
    }
  }

  private static boolean alwaysUpsert(Invocation call) {
    Value said = call.body().get("alwaysUpsert");
    return said == null || said.truthy();
  }

  private static void requireTarget(Invocation call, Operation operation) {
    StoredCollection collection = call.member().applier().collection(operation);
    Doc o2 = Objects.requireNonNullElse(operation.o2(), Doc.EMPTY);
    Value key = o2.get("_id");
    if (key == null || collection.byKey(key) == null) {
      throw ServerError.UPDATE_OPERATION_FAILED.because(
          "Failed to apply update: " + operation.toDoc());
    }
  }
}
