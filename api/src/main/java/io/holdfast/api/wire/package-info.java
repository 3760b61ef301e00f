/// How text becomes values and values become text: strict JSON, and parameters of path and query
/// read by the same rules.
@NullMarked
package io.holdfast.api.wire;

import org.jspecify.annotations.NullMarked;
