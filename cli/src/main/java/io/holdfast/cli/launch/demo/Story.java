package io.holdfast.cli.launch.demo;

import java.io.PrintStream;

/// The story as it is told: chapters, sentences, facts and verdicts, one line each.
public final class Story {
  private final PrintStream out;
  private int chapter;

  public Story(PrintStream out) {
    this.out = out;
  }

  /// Begins a chapter.
  public void chapter(String title) {
    chapter++;
    out.println();
    out.println(chapter + ". " + title);
  }

  /// Says something.
  public void say(String sentence) {
    out.println("   " + sentence);
  }

  /// States a fact that the reader may want to look up.
  public void fact(String label, Object value) {
    out.println("   %-13s %s".formatted(label, value));
  }

  /// States that something was checked, and how that came out.
  public void verdict(boolean holds, String sentence) {
    out.println("   " + (holds ? "✓ " : "✗ ") + sentence);
  }

  /// A line as it is, such as a command to copy.
  public void line(String text) {
    out.println(text);
  }
}
