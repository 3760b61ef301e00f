package io.holdfast.sandbox.update;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An update by operators, applied in the order of their paths as the server does.
public final class Modifiers implements Update {
  private record Step(Modifier modifier, Path path, Value operand, @Nullable Path renamedTo) {}

  private final List<Step> steps;

  private Modifiers(List<Step> steps) {
    this.steps = steps;
  }

  static Modifiers parse(Doc update) {
    List<Step> steps = new ArrayList<>();
    for (Field operator : update) {
      if (!operator.value().isDocument()) {
        throw ServerError.FAILED_TO_PARSE.because(
            "Modifiers operate on fields but we found type another value instead. For example:"
                + " {$mod: {<field>: ...}} not "
                + operator.name());
      }
      for (Field field : operator.value().doc()) {
        steps.add(step(operator.name(), field));
      }
    }
    steps.sort(Comparator.comparing(Step::path));
    refuseConflicts(steps);
    return new Modifiers(steps);
  }

  private static Step step(String operator, Field field) {
    Path path = Path.parse(field.name());
    if (operator.equals("$rename")) {
      return new Step(Modifier.SET, path, field.value(), Path.parse(field.value().string()));
    }
    return new Step(Modifier.named(operator), path, field.value(), null);
  }

  /// Reads the `$set` and `$unset` of an oplog entry, in their own order.
  static Modifiers trusted(Doc o) {
    List<Step> steps = new ArrayList<>();
    for (Field operator : o) {
      if (operator.value().isDocument()) {
        Modifier modifier = Modifier.named(operator.name());
        for (Field field : operator.value().doc()) {
          steps.add(new Step(modifier, Path.trusted(field.name()), field.value(), null));
        }
      }
    }
    return new Modifiers(steps);
  }

  private static void refuseConflicts(List<Step> steps) {
    for (int i = 1; i < steps.size(); i++) {
      Path path = steps.get(i).path();
      Path before = steps.get(i - 1).path();
      if (path.overlaps(before)) {
        throw ServerError.CONFLICTING_UPDATE_OPERATORS.because(
            "Updating the path '%s' would create a conflict at '%s'".formatted(path, before));
      }
    }
  }

  @Override
  public Result apply(Doc document) {
    Changes changes = new Changes(document);
    for (Step step : steps) {
      if (step.modifier() != Modifier.SET_ON_INSERT) {
        changes.take(step);
      }
    }
    return changes.result();
  }

  @Override
  public Doc insertion(Doc fromFilter) {
    Changes changes = new Changes(fromFilter);
    steps.forEach(changes::take);
    return changes.tree.toDoc();
  }

  /// The document under change, and what becomes known to the oplog of it.
  private static final class Changes {
    private final Doc before;
    private final MutableTree tree;
    private final DocBuilder set = new DocBuilder();
    private final DocBuilder unset = new DocBuilder();

    Changes(Doc document) {
      before = document;
      tree = new MutableTree(document);
    }

    void take(Step step) {
      Value current = tree.get(step.path());
      if (step.renamedTo() != null) {
        if (current != null) {
          remove(step.path());
          put(step.renamedTo(), current);
        }
        return;
      }
      Value next = step.modifier().apply(step.path(), current, step.operand());
      if (next == null) {
        if (current != null) {
          remove(step.path());
        }
      } else if (step.modifier() == Modifier.PUSH && current != null) {
        append(step.path(), current, next);
      } else if (!next.equals(current)) {
        put(step.path(), next);
      }
    }

    private void put(Path path, Value value) {
      tree.set(path, value);
      set.put(path.toString(), value);
    }

    private void remove(Path path) {
      tree.remove(path);
      unset.put(path.toString(), true);
    }

    /// The server logs what is pushed element by element.
    private void append(Path path, Value current, Value next) {
      List<Value> elements = next.doc().values();
      for (int i = current.doc().values().size(); i < elements.size(); i++) {
        put(path.child(i), elements.get(i));
      }
    }

    Result result() {
      Doc sets = set.build();
      Doc unsets = unset.build();
      if (sets.isEmpty() && unsets.isEmpty()) {
        return new Result(before, null);
      }
      Doc after = tree.toDoc();
      Update.requireSameKey(before, after);
      DocBuilder logged = new DocBuilder().put("$v", 1);
      if (!sets.isEmpty()) {
        logged.put("$set", sets);
      }
      if (!unsets.isEmpty()) {
        logged.put("$unset", unsets);
      }
      return new Result(Objects.requireNonNull(after), logged.build());
    }
  }
}
