@NullMarked
package io.holdfast.activities.mongodb.inspect;

import org.jspecify.annotations.NullMarked;
