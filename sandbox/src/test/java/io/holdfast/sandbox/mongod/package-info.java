/// The options of the sandbox's `mongod` command line.
@NullMarked
package io.holdfast.sandbox.mongod;

import org.jspecify.annotations.NullMarked;
