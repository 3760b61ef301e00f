/// What an update of the oplog makes of a document, byte for byte as the server does it: `$set` and
/// `$unset` (`$v: 1`), deltas (`$v: 2`) and replacements. Knows nothing of where documents lie.
@NullMarked
package io.holdfast.activities.mongodb.oplog.update;

import org.jspecify.annotations.NullMarked;
