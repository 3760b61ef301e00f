/// Restores: request, life cycle, record, activities and workflow.
@NullMarked
package io.holdfast.workflows.restore;

import org.jspecify.annotations.NullMarked;
