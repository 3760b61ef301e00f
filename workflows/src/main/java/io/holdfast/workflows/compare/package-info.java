/// Comparisons of a backup with an instance: request, life cycle, record, activities and workflow.
@NullMarked
package io.holdfast.workflows.compare;

import org.jspecify.annotations.NullMarked;
