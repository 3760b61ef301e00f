/// What holds for the module as a whole.
@NullMarked
package io.holdfast.workflows;

import org.jspecify.annotations.NullMarked;
