/// Secrets: where references become what they refer to.
@NullMarked
package io.holdfast.activities.secret;

import org.jspecify.annotations.NullMarked;
