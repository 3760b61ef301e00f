package io.holdfast.workflows.backup;

/// One object of a backup's payload, as the manifest lists it.
///
/// @param key relative to the backup's prefix
/// @param length bytes in the store
/// @param sha256 of the stored bytes, lower-case hexadecimal
/// @param plainLength bytes before compression
public record PayloadObject(String key, long length, String sha256, long plainLength) {}
