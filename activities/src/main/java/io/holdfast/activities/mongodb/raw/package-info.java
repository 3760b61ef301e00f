/// BSON as bytes: documents that pass through from a server to a payload, or back, without ever
/// being decoded.
@NullMarked
package io.holdfast.activities.mongodb.raw;

import org.jspecify.annotations.NullMarked;
