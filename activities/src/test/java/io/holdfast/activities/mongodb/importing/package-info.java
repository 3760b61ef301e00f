@NullMarked
package io.holdfast.activities.mongodb.importing;

import org.jspecify.annotations.NullMarked;
