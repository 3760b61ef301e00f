/// Tests of `io.holdfast.api.paging`.
@NullMarked
package io.holdfast.api.paging;

import org.jspecify.annotations.NullMarked;
