package io.holdfast.activities.storage.check;

/// What a check tries.
///
/// @param quick without the list of more than 1,000 objects
/// @param lock whether an object is locked, which then stays until its lock ends
public record CheckOptions(boolean quick, boolean lock) {}
