@NullMarked
package io.holdfast.activities.storage.s3;

import org.jspecify.annotations.NullMarked;
