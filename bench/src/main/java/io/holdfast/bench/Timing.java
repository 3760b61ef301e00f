package io.holdfast.bench;

/// What one run took.
///
/// @param wallSeconds from start to end
/// @param cpuSeconds user and system time of the process that did it
/// @param bytes what it left on the disk
record Timing(double wallSeconds, double cpuSeconds, long bytes) {}
