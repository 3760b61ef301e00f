/// Tests of `io.holdfast.api.url`.
@NullMarked
package io.holdfast.api.url;

import org.jspecify.annotations.NullMarked;
