@NullMarked
package io.holdfast.activities.storage;

import org.jspecify.annotations.NullMarked;
