package io.holdfast.activities.mongodb.agent;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.MemberId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;

/// The ways in which a member is not as it must be.
final class Unfit {
  /// The one reason of a system with a slash in it that is no path's.
  private static final String IO_ERROR = "Input/output error";

  private Unfit() {}

  static HoldfastException because(MemberId member, String what, String hint) {
    return new HoldfastException(ErrorCode.MEMBER_UNFIT, "%s: %s".formatted(member, what), hint);
  }

  /// Refuses the task of another member.
  static void requireMember(AgentSettings settings, MemberId member) {
    if (!member.equals(settings.member())) {
      throw because(
          member,
          "its agent is configured for %s.".formatted(settings.member()),
          "Start the agent with the member's own name.");
    }
  }

  /// A file operation failed: only why is told, since a path may name a customer's database.
  static HoldfastException disk(MemberId member, UncheckedIOException e) {
    IOException cause = e.getCause();
    return disk(member, cause == null ? new IOException(e) : cause);
  }

  /// As above.
  static HoldfastException disk(MemberId member, IOException e) {
    return new HoldfastException(
        ErrorCode.MEMBER_UNFIT,
        "%s: a file operation in the data folder failed (%s).".formatted(member, reason(e)),
        "See the agent's log, the rights and the room on that host; then go on or abort.",
        e);
  }

  /// As the system words it, such as "No space left on device".
  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException failed ? failed.getReason() : e.getMessage();
    return reason == null || reason.replace(IO_ERROR, "").contains("/")
        ? e.getClass().getSimpleName()
        : reason;
  }
}
