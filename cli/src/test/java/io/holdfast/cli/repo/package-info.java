/// Tests of the commands in this package, on real folders.
@NullMarked
package io.holdfast.cli.repo;

import org.jspecify.annotations.NullMarked;
