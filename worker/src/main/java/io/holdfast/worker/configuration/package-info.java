/// The worker's configuration: one record for each concern, read from properties, the environment
/// and the command line.
@NullMarked
package io.holdfast.worker.configuration;

import org.jspecify.annotations.NullMarked;
