/// `holdfast dev`: Temporal, worker, API and a directory repository in one process, started in
/// order and ended in the reverse order, whenever and however the end comes.
@NullMarked
package io.holdfast.cli.launch.dev;

import org.jspecify.annotations.NullMarked;
