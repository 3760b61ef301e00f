/// Object stores: one small contract, and the places that fulfil it. Knows nothing of backups.
@NullMarked
package io.holdfast.activities.storage;

import org.jspecify.annotations.NullMarked;
