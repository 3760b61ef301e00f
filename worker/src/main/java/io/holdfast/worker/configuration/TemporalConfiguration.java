package io.holdfast.worker.configuration;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/// Which Temporal service the worker serves: `holdfast.temporal.*`, or `HOLDFAST_TEMPORAL_*` in the
/// environment.
///
/// @param address `host:port`
/// @param namespace the namespace, which must exist
@ConfigurationProperties("holdfast.temporal")
public record TemporalConfiguration(
    @Bindable(defaultValue = "127.0.0.1:7233") String address,
    @Bindable(defaultValue = "default") String namespace) {}
