/// Records of operations on a repository in a directory.
@NullMarked
package io.holdfast.activities.operation;

import org.jspecify.annotations.NullMarked;
