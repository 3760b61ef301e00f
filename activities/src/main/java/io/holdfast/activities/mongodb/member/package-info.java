/// What a single member knows of its replica set.
@NullMarked
package io.holdfast.activities.mongodb.member;

import org.jspecify.annotations.NullMarked;
