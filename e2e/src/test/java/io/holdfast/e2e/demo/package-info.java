/// The demo, as a new user runs it.
@NullMarked
package io.holdfast.e2e.demo;

import org.jspecify.annotations.NullMarked;
