/// Backups: request, life cycle, manifest, activities and workflow.
@NullMarked
package io.holdfast.workflows.backup;

import org.jspecify.annotations.NullMarked;
