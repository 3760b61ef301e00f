/// The object store in a directory: objects are files, keys are their paths. What it needs for
/// itself (unfinished writes, lock files) lies in the folder `.holdfast` of its root, which no key
/// can name and no list shows.
@NullMarked
package io.holdfast.activities.storage.file;

import org.jspecify.annotations.NullMarked;
