package io.holdfast.cli.launch.demo.scene;

import io.holdfast.cli.launch.demo.Story;
import io.holdfast.cli.launch.demo.standin.Shell;
import io.holdfast.cli.operation.Waiting;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.workflows.model.OperationId;
import java.util.Optional;
import java.util.function.Supplier;

/// The pause of an operation in which somebody copies files: a person, who is told what to type, or
/// the demo.
final class HandCopy {
  /// The demo copies as it is told; if that is refused this often, something is wrong.
  private static final int ATTEMPTS = 3;

  private final Stage stage;
  private final boolean itself;

  /// @param itself whether the demo copies
  HandCopy(Stage stage, boolean itself) {
    this.stage = stage;
    this.itself = itself;
  }

  /// Waits for the operation's end, and has each copy made that it asks for.
  OperationView through(OperationId id, Supplier<Optional<CopyRequest>> asked) {
    Asking asking = new Asking(stage);
    int made = 0;
    while (true) {
      OperationView operation = asking.operation(id);
      if (!operation.running()) {
        return operation;
      }
      Optional<CopyRequest> request = asked.get();
      if (request.isPresent() && request.get().attempt() > made) {
        made = request.get().attempt();
        make(request.get());
      } else {
        Waiting.aMoment();
      }
    }
  }

  private void make(CopyRequest request) {
    Story story = stage.story();
    story.chapter(request.title());
    if (request.refusal() != null) {
      story.verdict(false, request.refusal());
    }
    request.facts().forEach(fact -> story.fact(fact.label(), fact.value()));
    boolean does = itself && request.attempt() <= ATTEMPTS;
    story.say(
        does
            ? "What you would type now, and the demo does instead of you:"
            : "Your turn. Type in another terminal:");
    story.line("     export HOLDFAST_API=" + stage.stack().api());
    request.copying().forEach(command -> story.line("     " + command));
    story.line("     " + request.finish());
    if (does) {
      request.copying().forEach(Shell::run);
      request.finishing().run();
    } else {
      story.say("Waiting for you …");
    }
  }
}
