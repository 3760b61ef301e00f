package io.holdfast.cli.launch.demo.scene;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A copy that somebody is asked to make, and then to say that it is made.
///
/// @param title of the chapter
/// @param attempt how often it was asked for
/// @param refusal what was wrong with the one before
/// @param facts what to copy from where, by label
/// @param copying commands for a shell
/// @param finish the command that says that it is made
/// @param finishing does the same as that
record CopyRequest(
    String title,
    int attempt,
    @Nullable String refusal,
    List<Fact> facts,
    List<String> copying,
    String finish,
    Runnable finishing) {

  /// Something to look up.
  record Fact(String label, Object value) {}
}
