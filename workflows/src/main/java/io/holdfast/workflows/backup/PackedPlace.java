package io.holdfast.workflows.backup;

/// Where a small data file lies in the repository: in an object that it shares with others.
///
/// @param pack which of the replica set's packs
/// @param offset where it begins among the pack's plain bytes; it has as many as its size says
public record PackedPlace(int pack, long offset) {}
