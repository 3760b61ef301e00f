/// Operations: the durable record of who asked for what, and the contract by which every workflow
/// begins, cleans up after others and ends.
@NullMarked
package io.holdfast.workflows.operation;

import org.jspecify.annotations.NullMarked;
