/// The sandbox as a `mongod` command line: a process of its own on a data folder, standalone or as
/// the one member of a replica set, started with the options and ended by the signals that Holdfast
/// and its agents use.
@NullMarked
package io.holdfast.sandbox.mongod;

import org.jspecify.annotations.NullMarked;
