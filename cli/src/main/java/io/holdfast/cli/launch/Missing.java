package io.holdfast.cli.launch;

import java.util.List;

/// What cannot be had while Temporal is only the in-memory server, and how to get it.
public final class Missing {
  private Missing() {}

  public static List<String> lines() {
    return List.of(
        "Without Temporal's own dev server there is no Temporal UI and no list of past workflows,",
        "and an operation that runs when this ends is lost; backups in the repository stay.",
        "'%s dev --install-temporal' gets the real one.".formatted(CommandName.told()));
  }
}
