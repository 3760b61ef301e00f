@NullMarked
package io.holdfast.activities.mongodb.oplog.update;

import org.jspecify.annotations.NullMarked;
