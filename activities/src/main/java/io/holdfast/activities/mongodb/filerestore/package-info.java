/// Restores of data files, as far as they need no agent: what would be restored onto whom, whether
/// that may be, and whether the servers agree afterwards.
@NullMarked
package io.holdfast.activities.mongodb.filerestore;

import org.jspecify.annotations.NullMarked;
