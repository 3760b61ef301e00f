/// External backups: somebody else copies a member's data files while Holdfast holds a backup
/// cursor that keeps them as they are. Workflow, activities, and the token by which people say that
/// they have copied.
@NullMarked
package io.holdfast.workflows.external;

import org.jspecify.annotations.NullMarked;
