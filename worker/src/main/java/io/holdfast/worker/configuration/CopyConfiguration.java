package io.holdfast.worker.configuration;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.Optional;

/// Which command the worker may run to copy the files of external backups:
/// `holdfast.worker.copy-*`, or `HOLDFAST_WORKER_COPY_*` in the environment.
///
/// @param copyCommand absolute path of the program; none is run where it is not set
/// @param copyTimeLimit how long it may take
@ConfigurationProperties("holdfast.worker")
public record CopyConfiguration(
    Optional<String> copyCommand, @Bindable(defaultValue = "1h") Duration copyTimeLimit) {}
