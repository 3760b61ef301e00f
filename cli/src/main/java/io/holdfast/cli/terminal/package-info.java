/// What a command writes on: streams that may or may not be a person's terminal, tables, a line
/// that lives, and numbers in a form that people read.
@NullMarked
package io.holdfast.cli.terminal;

import org.jspecify.annotations.NullMarked;
