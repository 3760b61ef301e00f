@NullMarked
package io.holdfast.activities.repository.json;

import org.jspecify.annotations.NullMarked;
