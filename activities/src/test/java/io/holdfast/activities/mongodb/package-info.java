@NullMarked
package io.holdfast.activities.mongodb;

import org.jspecify.annotations.NullMarked;
