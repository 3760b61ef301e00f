/// Tests of `io.holdfast.api.operation`.
@NullMarked
package io.holdfast.api.operation;

import org.jspecify.annotations.NullMarked;
