@NullMarked
package io.holdfast.activities.repository.check;

import org.jspecify.annotations.NullMarked;
