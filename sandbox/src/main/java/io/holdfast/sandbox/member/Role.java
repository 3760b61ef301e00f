package io.holdfast.sandbox.member;

import java.util.Arrays;

/// What a member is at the moment, with the numbers that `replSetGetStatus` gives.
public enum Role {
  /// It knows of no configuration yet.
  STARTUP(0, "STARTUP"),
  PRIMARY(1, "PRIMARY"),
  SECONDARY(2, "SECONDARY"),
  /// It is being copied from another, for the first time or anew.
  COPYING(5, "STARTUP2"),
  DOWN(8, "(not reachable/healthy)");

  private final int state;
  private final String text;

  Role(int state, String text) {
    this.state = state;
    this.text = text;
  }

  static Role of(int state) {
    return Arrays.stream(values())
        .filter(role -> role.state == state)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no state of a member: " + state));
  }

  int state() {
    return state;
  }

  String text() {
    return text;
  }
}
