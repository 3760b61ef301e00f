package io.holdfast.activities.mongodb.importing;

import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What is to become a backup, and which.
///
/// @param place the directory or archive that mongodump wrote
/// @param instance whose backup it shall be; it need not be registered
/// @param description a person's words about it
/// @param serverVersion of the server that was dumped, where the dump does not say
public record ImportRequest(
    Path place,
    InstanceId instance,
    BackupName name,
    String description,
    @Nullable String serverVersion) {}
