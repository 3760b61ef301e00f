package io.holdfast.workflows.restore;

import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.model.Namespace;

/// A collection that does not hold what the backup says.
///
/// @param expected what the manifest says; EMPTY where it knows no such collection
/// @param found what the target holds
public record Difference(Namespace namespace, Content expected, Content found, String what) {}
