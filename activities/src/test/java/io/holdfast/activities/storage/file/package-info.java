@NullMarked
package io.holdfast.activities.storage.file;

import org.jspecify.annotations.NullMarked;
