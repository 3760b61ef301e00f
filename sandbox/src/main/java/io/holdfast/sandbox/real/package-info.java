/// Real `mongod` processes as a local replica set, for tests and the demo on machines that have the
/// program.
@NullMarked
package io.holdfast.sandbox.real;

import org.jspecify.annotations.NullMarked;
