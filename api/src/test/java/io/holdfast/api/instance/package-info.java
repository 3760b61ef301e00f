/// Tests of `io.holdfast.api.instance`.
@NullMarked
package io.holdfast.api.instance;

import org.jspecify.annotations.NullMarked;
