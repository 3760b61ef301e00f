@NullMarked
package io.holdfast.activities.mongodb.restore;

import org.jspecify.annotations.NullMarked;
