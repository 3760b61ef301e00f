@NullMarked
package io.holdfast.activities.runtime;

import org.jspecify.annotations.NullMarked;
