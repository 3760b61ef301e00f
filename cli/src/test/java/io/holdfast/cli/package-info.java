/// Tests of the `holdfast` command against a fake API, and of the processes that it starts.
@NullMarked
package io.holdfast.cli;

import org.jspecify.annotations.NullMarked;
