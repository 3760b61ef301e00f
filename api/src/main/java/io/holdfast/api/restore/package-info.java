/// Restores: planning them, asking for them, listing them.
@NullMarked
package io.holdfast.api.restore;

import org.jspecify.annotations.NullMarked;
