package io.holdfast.sandbox.member;

/// What a member is at the moment, with the numbers that `replSetGetStatus` gives.
public enum Role {
  PRIMARY(1, "PRIMARY"),
  SECONDARY(2, "SECONDARY"),
  DOWN(8, "(not reachable/healthy)");

  private final int state;
  private final String text;

  Role(int state, String text) {
    this.state = state;
    this.text = text;
  }

  int state() {
    return state;
  }

  String text() {
    return text;
  }
}
