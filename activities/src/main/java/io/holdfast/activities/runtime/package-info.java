/// The seam between Temporal and the engines: heartbeats as progress, errors as failures.
@NullMarked
package io.holdfast.activities.runtime;

import org.jspecify.annotations.NullMarked;
