/// Tests of finding, fetching, building, running and ending Temporal.
@NullMarked
package io.holdfast.cli.launch.temporal;

import org.jspecify.annotations.NullMarked;
