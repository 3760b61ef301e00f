/// Identifiers, names and small values that every other package speaks in.
@NullMarked
package io.holdfast.workflows.model;

import org.jspecify.annotations.NullMarked;
