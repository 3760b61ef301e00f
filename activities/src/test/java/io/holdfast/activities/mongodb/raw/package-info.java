@NullMarked
package io.holdfast.activities.mongodb.raw;

import org.jspecify.annotations.NullMarked;
