package io.holdfast.workflows.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.OperationId;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/// One member's part of a restore of data files.
///
/// @param operation the restore; what an agent keeps on disk is marked with it
/// @param backup whose files come back
/// @param sourceSet the replica set of the backup that they are of; empty for a standalone
/// @param configuration the replica set's configuration as it is to be afterwards, as Extended
///   JSON; null on a standalone
/// @param keepOld whether the old data stays on disk, beside the new, when all is over
/// @param cluster what the files are to know of their cluster; null unless they are part of one
/// @param settings what the files need to be opened beyond the backup's own options; null for
///   nothing
/// @param uncounted whether the documents are not held against the backup's counts; null for no
/// @param prepared whether the restore is known to have begun on the member, so that a folder
///   without a trace of it is the wrong one; null for no
/// @param ending how a restore that was left behind is to end; null leaves it to the member, as
///   older workflows do
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MemberTask(
    OperationId operation,
    BackupRef backup,
    MemberId member,
    String sourceSet,
    @Nullable String configuration,
    boolean keepOld,
    @Nullable ClusterPart cluster,
    @Nullable FileSettings settings,
    @Nullable Boolean uncounted,
    @Nullable Boolean prepared,
    @Nullable Ending ending)
    implements MemberTaskBuilder.With {}
