/// Tests of the transfer of large objects.
@NullMarked
package io.holdfast.activities.storage.transfer;

import org.jspecify.annotations.NullMarked;
