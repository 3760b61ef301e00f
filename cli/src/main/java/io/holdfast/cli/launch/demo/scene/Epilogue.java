package io.holdfast.cli.launch.demo.scene;

import io.holdfast.cli.launch.CommandName;
import io.holdfast.cli.launch.demo.Story;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.OperationId;

/// Where to look and what to try next.
public final class Epilogue {
  private final Stage stage;

  public Epilogue(Stage stage) {
    this.stage = stage;
  }

  /// Names addresses and commands, which work for as long as everything is kept running.
  public void kept(BackupName good, OperationId restore) {
    Story story = stage.story();
    String holdfast = CommandName.told();
    story.line("");
    story.line("Everything goes on running until Ctrl-C.");
    story.line("  API          " + stage.stack().api());
    story.line("  API docs     " + stage.stack().api().resolve("/docs"));
    stage.stack().temporal().ui().ifPresent(ui -> story.line("  Temporal UI  " + ui));
    story.line("Try, in another terminal:");
    story.line("  export HOLDFAST_API=" + stage.stack().api());
    story.line("  %s list".formatted(holdfast));
    story.line("  %s describe %s/%s".formatted(holdfast, stage.instance(), good));
    story.line("  %s describe %s".formatted(holdfast, restore));
    story.line("  %s instance show %s".formatted(holdfast, stage.instance()));
    story.line("  %s backup %s --wait".formatted(holdfast, stage.instance()));
    story.line("  %s restore %s/%s --plan".formatted(holdfast, stage.instance(), good));
    story.line("  %s repo verify %s".formatted(holdfast, stage.stack().repository().toUri()));
  }

  /// Names how to see it again, and what to do with a database of one's own.
  public void ended() {
    Story story = stage.story();
    String holdfast = CommandName.told();
    story.line("Next:");
    story.line("  %s demo --keep    the same, left running to play with".formatted(holdfast));
    story.line("  %s dev            for a database of your own".formatted(holdfast));
  }
}
