/// The `holdfast` command: its root, the options that every subcommand has, and how errors are
/// told.
///
/// Everything here talks to the REST API over HTTP, except `repo` (straight from the bucket) and
/// `launch` (the processes themselves).
@NullMarked
package io.holdfast.cli;

import org.jspecify.annotations.NullMarked;
