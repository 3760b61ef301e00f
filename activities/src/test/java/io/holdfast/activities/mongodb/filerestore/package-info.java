/// Restores of data files, as far as they need no agent.
@NullMarked
package io.holdfast.activities.mongodb.filerestore;

import org.jspecify.annotations.NullMarked;
