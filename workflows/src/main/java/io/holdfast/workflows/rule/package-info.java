/// Rules: named conditions, each one object, tested and documented in `docs/rules.md`. A refusal
/// names its rule.
@NullMarked
package io.holdfast.workflows.rule;

import org.jspecify.annotations.NullMarked;
