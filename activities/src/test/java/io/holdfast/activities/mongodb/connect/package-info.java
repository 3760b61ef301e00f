@NullMarked
package io.holdfast.activities.mongodb.connect;

import org.jspecify.annotations.NullMarked;
