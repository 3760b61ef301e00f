package io.holdfast.sandbox.member;

/// An election that was held: the term that it began, and when.
public record Election(long term, long timestamp, long millis) {
  static final Election NONE = new Election(0, 0, 0);
}
