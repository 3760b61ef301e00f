/// Errors as HTTP shows them: problem documents (RFC 9457) with a code of the registry. The one
/// place where an exception becomes an answer.
@NullMarked
package io.holdfast.api.problem;

import org.jspecify.annotations.NullMarked;
