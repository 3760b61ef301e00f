package io.holdfast.sandbox.command;

import io.holdfast.sandbox.auth.ScramConversation;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a connection remembers between commands: its number, who has logged in, and a login that is
/// under way.
public final class ClientState {
  /// A user who has logged in.
  public record User(String name, String db) {}

  private final int connectionId;
  private final Set<User> users = new LinkedHashSet<>();
  private @Nullable ScramConversation conversation;

  public ClientState(int connectionId) {
    this.connectionId = connectionId;
  }

  public int connectionId() {
    return connectionId;
  }

  Set<User> users() {
    return users;
  }

  @Nullable ScramConversation conversation() {
    return conversation;
  }

  void conversation(@Nullable ScramConversation under) {
    conversation = under;
  }
}
