/// Tests of what a command writes on.
@NullMarked
package io.holdfast.cli.terminal;

import org.jspecify.annotations.NullMarked;
