package io.holdfast.activities.storage.server;

/// What goes wrong with a request on a [FaultyWire].
public sealed interface Fault {
  /// Nothing.
  record None() implements Fault {}

  /// The server is never asked; this is the answer.
  record Answer(int status, String code) implements Fault {}

  /// The connection is reset before the server hears of it.
  record Reset() implements Fault {}

  /// A bit of the request's content is flipped on the way.
  record Damage() implements Fault {}

  /// The server does what was asked, and the connection is cut after so many bytes of its answer's
  /// content; with none, the answer is lost.
  record Cut(int after) implements Fault {}

  /// The server does what was asked, and its answer never comes.
  record Silence() implements Fault {}

  /// The answer comes in pieces, with pauses between them.
  record Trickle() implements Fault {}

  /// The answer says a length of its content that is wrong by `difference`, if it says one.
  record WrongLength(int difference) implements Fault {}
}
