@NullMarked
package io.holdfast.activities.mongodb.cursor;

import org.jspecify.annotations.NullMarked;
