/// What the URLs of object stores have in common.
@NullMarked
package io.holdfast.activities.storage.location;

import org.jspecify.annotations.NullMarked;
