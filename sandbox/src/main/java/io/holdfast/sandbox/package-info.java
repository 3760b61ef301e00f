/// A small MongoDB-compatible server for the demo and the tests, and the way to run a real one in
/// its place. It is never in a production path and listens on loopback only; `sandbox/README.md`
/// says what it does and what it refuses.
@NullMarked
package io.holdfast.sandbox;

import org.jspecify.annotations.NullMarked;
