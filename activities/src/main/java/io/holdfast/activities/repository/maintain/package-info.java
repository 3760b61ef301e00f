/// Upkeep of a repository: finding and removing what no backup and no running operation needs.
@NullMarked
package io.holdfast.activities.repository.maintain;

import org.jspecify.annotations.NullMarked;
