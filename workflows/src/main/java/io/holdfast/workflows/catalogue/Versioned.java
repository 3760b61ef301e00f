package io.holdfast.workflows.catalogue;

/// A record together with the store's version of it, by which it is replaced only if nobody else
/// changed it meanwhile.
public record Versioned<T>(T value, String version) {}
