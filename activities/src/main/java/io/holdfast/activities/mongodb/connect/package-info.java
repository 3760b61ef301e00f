/// Connections: how a client for an instance is built, and what the driver's errors mean.
@NullMarked
package io.holdfast.activities.mongodb.connect;

import org.jspecify.annotations.NullMarked;
