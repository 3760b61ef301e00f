package io.holdfast.activities.storage;

/// What a store says of an object.
///
/// @param key the object's name
/// @param length in bytes
/// @param version the store's version tag (ETag): it changes whenever the object does
public record ObjectInfo(String key, long length, String version) {}
