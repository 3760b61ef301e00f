/// Operations: what runs, how far it is, waiting for its end, and cancelling it.
@NullMarked
package io.holdfast.cli.operation;

import org.jspecify.annotations.NullMarked;
