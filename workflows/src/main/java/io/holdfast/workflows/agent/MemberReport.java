package io.holdfast.workflows.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.OperationId;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/// What an agent found on its host, with nothing changed.
///
/// @param dataFolder the member's data folder
/// @param copyTo where the backup's files are to be put, once the restore asks for them
/// @param freeBytes room on the data folder's file system
/// @param neededBytes what the backup's files take, as far as is known
/// @param server the version of the `mongod` that brings the files back
/// @param running whether the member's server runs now
/// @param leftover an earlier restore that never ended here; null for none
/// @param fetches whether the agent fetches the backup's files itself, because the repository has
///   them; null for no
/// @param last the newest restore that the folder knows of; null for none, and from older agents
/// @param refusal why the member cannot be restored; null when it can
/// @param contract the agent's [AgentContract#VERSION]; null from older agents
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MemberReport(
    MemberId member,
    String dataFolder,
    String copyTo,
    long freeBytes,
    long neededBytes,
    String server,
    boolean running,
    @Nullable OperationId leftover,
    @Nullable Boolean fetches,
    @Nullable LastRestore last,
    @Nullable FailureInfo refusal,
    @Nullable Integer contract)
    implements MemberReportBuilder.With {

  /// Of a member that cannot be restored, of which nothing else is known.
  public static MemberReport unknown(MemberId member, FailureInfo refusal) {
    return new MemberReport(member, "", "", 0, 0, "", false, null, null, null, refusal, null);
  }
}
