@NullMarked
package io.holdfast.activities.mongodb.structure;

import org.jspecify.annotations.NullMarked;
