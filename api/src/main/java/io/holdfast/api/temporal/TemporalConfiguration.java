package io.holdfast.api.temporal;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Which Temporal service the API uses: `holdfast.temporal.*`, or `HOLDFAST_TEMPORAL_*` in the
/// environment.
///
/// @param address `host:port`
/// @param namespace the namespace
/// @param questionLimit how long a worker may take to answer a question for which a caller waits
/// @param uiUrl where people see the Temporal UI; null when there is none
@ConfigurationProperties("holdfast.temporal")
public record TemporalConfiguration(
    @Bindable(defaultValue = "127.0.0.1:7233") String address,
    @Bindable(defaultValue = "default") String namespace,
    @Bindable(defaultValue = "30s") Duration questionLimit,
    @Nullable String uiUrl) {}
