/// The whole of Holdfast as separate processes on loopback, to be tested and broken.
@NullMarked
package io.holdfast.e2e.stack;

import org.jspecify.annotations.NullMarked;
