/// Aggregation pipelines: the stages and expressions that the sandbox knows; others are refused by
/// name.
@NullMarked
package io.holdfast.sandbox.aggregate;

import org.jspecify.annotations.NullMarked;
