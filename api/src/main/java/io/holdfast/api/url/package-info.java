/// Connection strings and repository URLs: what they may hold, and what of them may be shown.
@NullMarked
package io.holdfast.api.url;

import org.jspecify.annotations.NullMarked;
