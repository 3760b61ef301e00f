package io.holdfast.workflows.execution;

import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.runtime.SearchAttributes;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a running operation says of itself: the answer to its `progress` query, the live details in
/// the Temporal UI and, where it is registered, the search attribute of its state.
final class Narration {
  // Upserting an attribute that the namespace does not know would fail this task for ever. Whoever
  // starts the workflow knows: an attribute that was accepted at the start is registered.
  private final boolean searchable =
      Workflow.getTypedSearchAttributes().containsKey(SearchAttributes.STATE);
  private final OperationId operation;
  private final List<String> facts = new ArrayList<>();
  private String state;
  private String label;
  private String stage = "Starting";
  private String wish = "";
  private boolean decided;

  Narration(OperationId operation, Enum<?> state, String label) {
    this.operation = operation;
    this.state = name(state);
    this.label = label;
    publish();
  }

  /// The operation has gone over to another state, and does `stage` first.
  void enter(Enum<?> to, String toLabel, String doing) {
    state = name(to);
    label = toLabel;
    stage = doing;
    if (searchable) {
      Workflow.upsertTypedSearchAttributes(SearchAttributes.STATE.valueSet(state));
    }
    publish();
  }

  /// The operation does something else within its state.
  void stage(String doing) {
    stage = doing;
    publish();
  }

  /// Something that people want to know to the end, in one sentence.
  void fact(String sentence) {
    facts.add(sentence);
    publish();
  }

  /// What people are to do now, in Markdown; empty for nothing. The newest stands.
  void wish(String markdown) {
    wish = markdown;
    publish();
  }

  /// From now on the operation completes, and a cancel comes too late.
  void decide() {
    decided = true;
  }

  OperationStatus status() {
    return new OperationStatus(
        operation, state, stage, String.join(" ", facts), decided ? true : null);
  }

  private void publish() {
    StringBuilder markdown = new StringBuilder("**%s**: %s\n".formatted(label, stage));
    if (!wish.isEmpty()) {
      markdown.append('\n').append(wish).append('\n');
    }
    facts.forEach(fact -> markdown.append("\n- ").append(fact));
    Workflow.setCurrentDetails(markdown.toString());
  }

  private static String name(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
