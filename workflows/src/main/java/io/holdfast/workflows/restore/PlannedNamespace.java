package io.holdfast.workflows.restore;

import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.model.Namespace;

/// One collection or view that a restore would bring back.
///
/// @param source its name in the backup
/// @param target the name that it gets
/// @param replaces whether the target has something of that name, which is dropped first
/// @param documents that it holds in the end
/// @param plainBytes what is loaded, uncompressed; changes of the kept oplog come on top
public record PlannedNamespace(
    Namespace source,
    Namespace target,
    CollectionKind kind,
    boolean replaces,
    long documents,
    long plainBytes) {}
