/// Dumps of mongodump as backups: what its directories and archives look like, and how one becomes
/// a backup of the repository, checked byte by byte on the way.
@NullMarked
package io.holdfast.activities.mongodb.importing;

import org.jspecify.annotations.NullMarked;
