@NullMarked
package io.holdfast.activities.mongodb.privilege;

import org.jspecify.annotations.NullMarked;
