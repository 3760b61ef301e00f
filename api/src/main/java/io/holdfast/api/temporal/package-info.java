/// What the API asks of Temporal: looks at running operations, short workflows on behalf of a
/// caller who waits, and one wording for its failures.
@NullMarked
package io.holdfast.api.temporal;

import org.jspecify.annotations.NullMarked;
