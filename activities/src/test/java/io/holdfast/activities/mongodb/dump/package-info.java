@NullMarked
package io.holdfast.activities.mongodb.dump;

import org.jspecify.annotations.NullMarked;
