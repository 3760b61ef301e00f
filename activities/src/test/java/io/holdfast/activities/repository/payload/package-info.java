@NullMarked
package io.holdfast.activities.repository.payload;

import org.jspecify.annotations.NullMarked;
