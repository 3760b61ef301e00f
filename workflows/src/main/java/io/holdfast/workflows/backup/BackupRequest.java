package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Trigger;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the backup workflow is asked for.
///
/// @param description at most 256 characters, no carriage return and none of `> ! < " & ' =`
/// @param allowPrimary whether the primary may be read although a secondary would do; without a
///   healthy secondary it is read in any case
/// @param verify how the objects are checked before the backup is complete; null for `stored`
/// @param limits how hard it may work; null where nobody said
/// @param copyDeadlineSeconds how long an external backup waits for its files to be copied, each
///   time that they have to be; null for a day
/// @param external what an external backup is asked for; null for the usual
/// @param consistency of which time it is to be; null for one point in time
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupRequest(
    OperationId operation,
    BackupName name,
    Method method,
    Trigger trigger,
    String description,
    boolean allowPrimary,
    @Nullable VerifyLevel verify,
    @Nullable LoadLimits limits,
    @Nullable Long copyDeadlineSeconds,
    @Nullable ExternalOptions external,
    @Nullable Consistency consistency)
    implements BackupRequestBuilder.With {
  private static final Duration USUAL_COPY_DEADLINE = Duration.ofDays(1);
  private static final Duration LONGEST_COPY_DEADLINE = Duration.ofDays(6);
  private static final int MAX_DESCRIPTION = 256;
  private static final Pattern FORBIDDEN = Pattern.compile("[\r><!\"&'=]");

  /// A request for the usual.
  public BackupRequest(
      OperationId operation,
      BackupName name,
      Method method,
      Trigger trigger,
      String description,
      boolean allowPrimary) {
    this(operation, name, method, trigger, description, allowPrimary, null, null, null, null, null);
  }

  /// What is asked for where it is external.
  @JsonIgnore
  public ExternalOptions externalOptions() {
    return external == null ? ExternalOptions.USUAL : external;
  }

  /// Who copies the files, where it is one of files.
  @JsonIgnore
  public CopyMeans copier() {
    return method == Method.PHYSICAL ? CopyMeans.UPLOAD : externalOptions().copier();
  }

  /// How long it waits for somebody to copy the files.
  @JsonIgnore
  public Duration copyDeadline() {
    return copyDeadlineSeconds == null
        ? USUAL_COPY_DEADLINE
        : Duration.ofSeconds(copyDeadlineSeconds);
  }

  /// How the objects are checked.
  @JsonIgnore
  public VerifyLevel verifyLevel() {
    return verify == null ? VerifyLevel.STORED : verify;
  }

  public BackupRequest {
    requireDescription(description);
    requireCopyDeadline(copyDeadlineSeconds);
  }

  /// Refuses what cannot be a deadline, with VALIDATION_FAILED. While a cursor is open the member's
  /// disk use grows with every write; and maintenance takes what is a week old for dead.
  public static void requireCopyDeadline(@Nullable Long seconds) {
    if (seconds != null && (seconds < 1 || seconds > LONGEST_COPY_DEADLINE.toSeconds())) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "A backup cannot wait %d seconds for its files to be copied.".formatted(seconds),
          "Use 1 second to %d days.".formatted(LONGEST_COPY_DEADLINE.toDays()));
    }
  }

  /// Refuses a text that cannot be a backup's description, with VALIDATION_FAILED.
  public static void requireDescription(String description) {
    if (description.length() > MAX_DESCRIPTION || FORBIDDEN.matcher(description).find()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "The description is too long or holds a forbidden character.",
          "Use at most 256 characters, no carriage return and none of > ! < \" & ' =");
    }
  }
}
