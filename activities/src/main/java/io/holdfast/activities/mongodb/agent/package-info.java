/// The agent's work on its member's host: the server stopped and started, its data folder exchanged
/// for a backup's files, and those files brought to the backup's time. Knows no Temporal.
///
/// Everything that is set aside lies in `.holdfast` within the data folder, so that it is moved by
/// renaming alone: the folder above often belongs to somebody else, or is another file system.
@NullMarked
package io.holdfast.activities.mongodb.agent;

import org.jspecify.annotations.NullMarked;
