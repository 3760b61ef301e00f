package io.holdfast.cli;

import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.InstanceId;

/// The consent to something that cannot be undone: a person types the instance's name.
public final class Consent {
  private Consent() {}

  /// Says what is about to happen and waits for the name.
  ///
  /// @throws HoldfastException CONSENT_MISSING when nobody can be asked, or another word was typed
  public static void ask(Terminal terminal, InstanceId instance, String consequence) {
    if (!terminal.interactive()) {
      throw new HoldfastException(
          ErrorCode.CONSENT_MISSING,
          consequence + " Nobody is here to confirm that.",
          "Add --yes if that is what you want.");
    }
    terminal.err().println(consequence);
    boolean agreed =
        terminal
            .ask("Type the instance's name to go on: ")
            .filter(typed -> typed.equals(instance.value()))
            .isPresent();
    if (!agreed) {
      throw new HoldfastException(
          ErrorCode.CONSENT_MISSING, "The name was not typed, so nothing was done.", "");
    }
  }
}
