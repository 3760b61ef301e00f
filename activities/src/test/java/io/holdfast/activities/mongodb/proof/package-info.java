@NullMarked
package io.holdfast.activities.mongodb.proof;

import org.jspecify.annotations.NullMarked;
