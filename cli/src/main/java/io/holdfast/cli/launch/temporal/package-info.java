/// The Temporal that `holdfast dev` brings along: where a dev server's binary is found, fetched or
/// built, how it runs as a child process that nobody else watches, and the in-memory stand-in.
@NullMarked
package io.holdfast.cli.launch.temporal;

import org.jspecify.annotations.NullMarked;
