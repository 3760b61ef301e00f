/// Logging in by SCRAM (RFC 5802, RFC 7677), and the credentials that a server stores for it.
@NullMarked
package io.holdfast.sandbox.auth;

import org.jspecify.annotations.NullMarked;
