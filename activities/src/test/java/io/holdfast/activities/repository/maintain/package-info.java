@NullMarked
package io.holdfast.activities.repository.maintain;

import org.jspecify.annotations.NullMarked;
