/// Payload: what a backup's objects hold, compressed, counted and hashed on the way; and the digest
/// by which contents are compared.
@NullMarked
package io.holdfast.activities.repository.payload;

import org.jspecify.annotations.NullMarked;
