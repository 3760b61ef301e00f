package io.holdfast.sandbox.command;

import io.holdfast.sandbox.member.Member;
import java.time.Clock;

/// A member as its commands see it: with what was asked for at its start, and the way to end it.
///
/// @param requireLogin whether commands need a login
/// @param shutdown ends the member as the `shutdown` command does
public record Server(Member member, Clock clock, boolean requireLogin, Runnable shutdown) {}
