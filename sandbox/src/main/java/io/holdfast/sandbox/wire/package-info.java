/// The protocol on the socket: messages in and out, and one virtual thread for each connection.
@NullMarked
package io.holdfast.sandbox.wire;

import org.jspecify.annotations.NullMarked;
