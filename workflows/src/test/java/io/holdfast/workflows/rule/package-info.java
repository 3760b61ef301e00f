@NullMarked
package io.holdfast.workflows.rule;

import org.jspecify.annotations.NullMarked;
