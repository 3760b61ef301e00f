package io.holdfast.workflows.backup;

import java.time.Instant;

/// A copy command that has ended with exit code 0.
///
/// @param command the program, as the configuration of the process that ran it names it
/// @param startedAt by that host's clock
/// @param seconds how long it took
/// @param output the end of what it printed, standard error included
public record CommandRun(String command, Instant startedAt, long seconds, String output) {}
