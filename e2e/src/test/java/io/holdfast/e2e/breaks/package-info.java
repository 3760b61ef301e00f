/// Ways to break Holdfast, each kept as a test: whole processes, a real Temporal, real faults.
@NullMarked
package io.holdfast.e2e.breaks;

import org.jspecify.annotations.NullMarked;
