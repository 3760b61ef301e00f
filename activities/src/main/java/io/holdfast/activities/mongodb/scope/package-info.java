/// What a namespace means to a logical backup.
@NullMarked
package io.holdfast.activities.mongodb.scope;

import org.jspecify.annotations.NullMarked;
