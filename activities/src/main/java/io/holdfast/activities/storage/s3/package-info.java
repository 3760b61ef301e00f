/// Object stores in S3 buckets, at Amazon or at anybody else who speaks the protocol. The SDK is
/// known to this package alone, and loaded only when a URL begins with `s3://`.
@NullMarked
package io.holdfast.activities.storage.s3;

import org.jspecify.annotations.NullMarked;
