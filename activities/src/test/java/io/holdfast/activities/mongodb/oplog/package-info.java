@NullMarked
package io.holdfast.activities.mongodb.oplog;

import org.jspecify.annotations.NullMarked;
