/// The worker: the process that runs workflows and activities. It needs Temporal, a repository and
/// a way to the databases, and keeps no state of its own.
@NullMarked
package io.holdfast.worker;

import org.jspecify.annotations.NullMarked;
