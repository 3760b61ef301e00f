@NullMarked
package io.holdfast.workflows.restore;

import org.jspecify.annotations.NullMarked;
