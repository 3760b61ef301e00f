/// Physical backups: a member's data files as payload objects of the repository, on their way there
/// and back. What runs them is the member's agent.
@NullMarked
package io.holdfast.activities.mongodb.physical;

import org.jspecify.annotations.NullMarked;
