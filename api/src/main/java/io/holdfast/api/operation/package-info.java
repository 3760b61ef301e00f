/// Operations: taking in requests for them, watching them run, and the resource that shows both.
@NullMarked
package io.holdfast.api.operation;

import org.jspecify.annotations.NullMarked;
