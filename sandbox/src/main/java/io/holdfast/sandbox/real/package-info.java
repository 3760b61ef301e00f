/// Real servers on this machine, for tests, benchmarks and the demo where the programs are there: a
/// replica set of `mongod` processes, MinIO, Azurite.
@NullMarked
package io.holdfast.sandbox.real;

import org.jspecify.annotations.NullMarked;
