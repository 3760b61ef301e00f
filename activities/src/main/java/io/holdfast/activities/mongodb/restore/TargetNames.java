package io.holdfast.activities.mongodb.restore;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.Selection;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which of a backup's collections and views are brought back, and the name that each gets.
final class TargetNames {
  private final @Nullable Selection selection;
  private final Map<Namespace, Namespace> targets = new TreeMap<>();

  /// @param sources the names at the point in time, of users' data only
  /// @param selection null for all of it, under its own names
  /// @throws HoldfastException VALIDATION_FAILED: see [#objection]
  TargetNames(Collection<Namespace> sources, @Nullable Selection selection) {
    this.selection = selection;
    Optional<String> objection = objection(sources, selection);
    if (objection.isPresent()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED, objection.get(), "'holdfast describe' shows what there is.");
    }
    for (Namespace source : sources) {
      if (selection == null) {
        targets.put(source, source);
      } else if (selection.chooses(source)) {
        targets.put(source, Namespace.parse(selection.renamed(source)));
      }
    }
  }

  /// What speaks against a selection: a pattern that fits nothing, a new name that no collection
  /// can have, two that would become one.
  static Optional<String> objection(Collection<Namespace> sources, @Nullable Selection selection) {
    if (selection == null) {
      return Optional.empty();
    }
    Optional<String> idle =
        selection
            .idle(sources)
            .map("The pattern '%s' fits nothing that would be restored."::formatted);
    if (idle.isPresent()) {
      return idle;
    }
    Map<String, Namespace> taken = new HashMap<>();
    for (Namespace source : sources.stream().filter(selection::chooses).toList()) {
      String target = selection.renamed(source);
      String fault = target.equals(source.toString()) ? null : NewName.fault(target);
      if (fault != null) {
        return Optional.of("'%s' cannot be restored as '%s': %s.".formatted(source, target, fault));
      }
      Namespace other = taken.putIfAbsent(target, source);
      if (other != null) {
        return Optional.of(
            "'%s' and '%s' would both become '%s'.".formatted(other, source, target));
      }
    }
    return taken.isEmpty()
        ? Optional.of("Nothing is left to restore: everything is excluded.")
        : Optional.empty();
  }

  /// The name that something gets; empty when it is not brought back.
  Optional<Namespace> of(Namespace source) {
    return Optional.ofNullable(targets.get(source));
  }

  /// The name that something has beside what is brought back, itself brought back or not.
  Optional<Namespace> following(Namespace source) {
    if (selection == null) {
      return Optional.of(source);
    }
    String name = selection.renamed(source);
    return name.indexOf('.') < 0 ? Optional.empty() : Optional.of(Namespace.parse(name));
  }

  /// Everything that the target gets.
  Collection<Namespace> all() {
    return targets.values();
  }
}
