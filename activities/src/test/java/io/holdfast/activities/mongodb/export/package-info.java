@NullMarked
package io.holdfast.activities.mongodb.export;

import org.jspecify.annotations.NullMarked;
