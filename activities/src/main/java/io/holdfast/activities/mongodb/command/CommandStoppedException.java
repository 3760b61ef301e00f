package io.holdfast.activities.mongodb.command;

/// A copy command was ended because the process that ran it was told to end. What it had copied
/// counts for nothing, and says nothing against the command.
public final class CommandStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CommandStoppedException(Exception cause) {
    super("the process that ran the copy command was told to end", cause);
  }
}
