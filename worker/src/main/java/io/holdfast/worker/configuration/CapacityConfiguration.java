package io.holdfast.worker.configuration;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.Optional;

/// How much the worker does at a time and how long it takes to stop: `holdfast.worker.*`, or
/// `HOLDFAST_WORKER_*` in the environment.
///
/// @param bulkSlots transfers at a time; by the heap where it is not set
/// @param shutdownGrace how long running activities may take to stop
/// @param cursorPoll how long a held backup cursor is left alone between two looks at it
/// @param heartbeatTimeout how long a long step may be silent before another worker takes it over
/// @param databasePatience how long a backup tries to look at a deployment that does not answer
@ConfigurationProperties("holdfast.worker")
public record CapacityConfiguration(
    Optional<Integer> bulkSlots,
    @Bindable(defaultValue = "20s") Duration shutdownGrace,
    @Bindable(defaultValue = "1m") Duration cursorPoll,
    @Bindable(defaultValue = "1m") Duration heartbeatTimeout,
    @Bindable(defaultValue = "5m") Duration databasePatience) {}
