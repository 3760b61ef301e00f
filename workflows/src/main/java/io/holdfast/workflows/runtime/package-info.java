/// How workflows run: task queues, activity profiles, search attributes, the payload converter.
@NullMarked
package io.holdfast.workflows.runtime;

import org.jspecify.annotations.NullMarked;
