package io.holdfast.sandbox.member;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.oplog.OpTime;

/// What a member tells of itself to another, asked or not: what the server's
/// `ReplSetHeartbeatResponse` has, and where its `replSetUpdatePosition` and the metadata of its
/// oplog's replies would tell how far the set is.
///
/// @param from its number in the configuration
/// @param config the version of its configuration; -2 without one, as the server says
/// @param wall when its newest entry was written
/// @param committed what a majority has, as far as it knows
/// @param elected the timestamp of the election that it has won, and when; 0 for others
public record Heartbeat(
    int from,
    Role role,
    long term,
    long config,
    OpTime applied,
    long wall,
    OpTime committed,
    Election elected) {
  private static final int UNCONFIGURED = -2;

  /// What a member says that belongs to no set yet.
  public static final Heartbeat NOBODY =
      new Heartbeat(-1, Role.STARTUP, -1, UNCONFIGURED, OpTime.NONE, 0, OpTime.NONE, Election.NONE);

  /// Adds it to a command or a reply.
  public void writeTo(DocBuilder message) {
    message
        .put("fromId", from)
        .put("state", role.state())
        .put("term", term)
        .put("v", config)
        .put("opTime", applied.toDoc())
        .putDate("wallTime", wall)
        .put("lastOpCommitted", committed.toDoc())
        .putTimestamp("electionTime", elected.timestamp())
        .putDate("electionDate", elected.millis());
  }

  /// @throws IllegalArgumentException when it is none
  public static Heartbeat parse(Doc message) {
    long term = number(message, "term");
    return new Heartbeat(
        (int) number(message, "fromId"),
        Role.of((int) number(message, "state")),
        term,
        number(message, "v"),
        OpTime.parse(message.doc("opTime")),
        bits(message, "wallTime"),
        OpTime.parse(message.doc("lastOpCommitted")),
        new Election(term, bits(message, "electionTime"), bits(message, "electionDate")));
  }

  private static long number(Doc message, String name) {
    return required(message, name).asLong();
  }

  /// Of a date or a timestamp.
  private static long bits(Doc message, String name) {
    return required(message, name).int64();
  }

  private static Value required(Doc message, String name) {
    Value value = message.get(name);
    if (value == null) {
      throw new IllegalArgumentException("a heartbeat without " + name + ": " + message);
    }
    return value;
  }
}
