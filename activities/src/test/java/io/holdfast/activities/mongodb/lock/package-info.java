@NullMarked
package io.holdfast.activities.mongodb.lock;

import org.jspecify.annotations.NullMarked;
