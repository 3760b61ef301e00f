@NullMarked
package io.holdfast.activities.mongodb.physical;

import org.jspecify.annotations.NullMarked;
