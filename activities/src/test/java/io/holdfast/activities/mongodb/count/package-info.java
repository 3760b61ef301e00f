@NullMarked
package io.holdfast.activities.mongodb.count;

import org.jspecify.annotations.NullMarked;
