/// Backup cursors: a member's data files, kept as they are for as long as a cursor is held.
@NullMarked
package io.holdfast.activities.mongodb.cursor;

import org.jspecify.annotations.NullMarked;
