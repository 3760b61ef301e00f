/// Benchmarks: Holdfast and its peer side by side, in one run, on one server, as ratios.
@NullMarked
package io.holdfast.bench;

import org.jspecify.annotations.NullMarked;
