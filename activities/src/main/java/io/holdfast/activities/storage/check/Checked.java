package io.holdfast.activities.storage.check;

/// The answer to one point.
///
/// @param what what was found, in a sentence
public record Checked(Point point, Grade grade, String what) {}
