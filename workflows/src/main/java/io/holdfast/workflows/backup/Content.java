package io.holdfast.workflows.backup;

/// What a set of documents amounts to, whatever their order: two sets with equal contents are
/// equal.
///
/// @param documents how many
/// @param digest the sum, modulo 2^256, of the SHA-256 of each document's BSON; 64 lower-case
///   hexadecimal digits
public record Content(long documents, String digest) {
  public static final Content EMPTY = new Content(0, "0".repeat(64));
}
