package io.holdfast.api.message;

import io.holdfast.api.problem.Refusal;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.NamespacePattern;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.restore.FileOptions;
import io.holdfast.workflows.restore.LoadConcern;
import io.holdfast.workflows.restore.LoadOptions;
import io.holdfast.workflows.restore.Rename;
import io.holdfast.workflows.restore.Replacement;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.Selection;
import io.holdfast.workflows.restore.ShardMapping;
import io.holdfast.workflows.restore.UsersPolicy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A restore to be made or planned.
@Schema(description = "A restore to be made or planned.")
public record RestoreBody(
    @Schema(description = "The instance that was backed up.", example = "shop") InstanceId source,
    @Schema(description = "The backup's name.", example = "before-upgrade") BackupName backup,
    @Schema(
            description = "The instance to restore into; the source itself when left out.",
            example = "shop-clone")
        @Nullable InstanceId target,
    @Schema(
            description =
                "The target's id, typed by a person: consent to drop the target's databases. Without"
                    + " it a target that holds data is refused.",
            example = "shop-clone")
        @Nullable String consent,
    @Schema(
            description = "Whether the target keeps its users and roles or takes the backup's.",
            defaultValue = "keep")
        @Nullable UsersPolicy users,
    @Schema(description = "Accepts a target of a newer major version.", defaultValue = "false")
        @Nullable Boolean allowVersionMismatch,
    @Schema(
            description =
                "Patterns of the namespaces to restore, such as 'shop.*'; everything when left out."
                    + " With any of include, exclude and rename, only what has the names that are"
                    + " restored is touched in the target.")
        @Nullable List<NamespacePattern> include,
    @Schema(description = "Patterns of what is left out of that.")
        @Nullable List<NamespacePattern> exclude,
    @Schema(
            description =
                "New names: the first whose 'from' fits counts; each '*' of 'to' is what the '*' of"
                    + " the same place in 'from' stood for.")
        @Nullable List<Rename> rename,
    @Schema(
            description = "How many writers load documents side by side, 1 to 16.",
            defaultValue = "2")
        @Nullable Integer writers,
    @Schema(
            description =
                "When documents count as loaded: when a majority of the set has them, or the primary"
                    + " alone.",
            defaultValue = "majority")
        @Nullable LoadConcern writeConcern,
    @Schema(
            description =
                "How what is in the way is replaced: 'drop' drops it first; 'shadow' loads the backup"
                    + " beside it, proves it there, and then puts each collection in its place in one"
                    + " step. That needs room for both.",
            defaultValue = "drop")
        @Nullable Replacement replace,
    @Schema(
            description =
                "Of a sharded cluster: to which shard of the target each shard of the backup goes, by"
                    + " name; to the one of its own name when left out.")
        @Nullable List<ShardMapping> shards,
    @Schema(
            description =
                "Into a sharded cluster: whether documents are written past the routers, each into the"
                    + " shard that owns it, while the balancer is stopped.",
            defaultValue = "false")
        @Nullable Boolean shardByShard,
    @Schema(
            description =
                "Of a backup of data files: how long to wait until they are copied, in seconds.",
            defaultValue = "86400")
        @Nullable Long copyDeadlineSeconds,
    @Schema(
            description =
                "Of a backup of data files: whether the old data stays on the members' disks.",
            defaultValue = "false")
        @Nullable Boolean keepOld,
    @Schema(
            description =
                "Of a backup of data files: whether the recovered documents are counted and held"
                    + " against the backup's counts.",
            defaultValue = "true")
        @Nullable Boolean countDocuments) {
  private static final long DAY = 86_400;

  /// The instance that is restored into, and so locked.
  public InstanceId into() {
    return target == null ? source : target;
  }

  /// Refuses a consent that names something else than the target, with CONSENT_MISSING.
  public void requireConsentToTarget() {
    if (consent != null && !consent.equals(into().value())) {
      throw Refusal.field(
          "consent",
          ErrorCode.CONSENT_MISSING,
          "The consent does not name the target '%s'.".formatted(into()),
          "Type the target's id exactly, or leave the consent out.");
    }
  }

  /// What the workflow is asked for.
  ///
  /// @param ofFiles whether the backup is one of data files
  public RestoreRequest request(OperationId operation, boolean ofFiles) {
    return new RestoreRequest(
            operation,
            source,
            backup,
            consent,
            users == null ? UsersPolicy.KEEP : users,
            Boolean.TRUE.equals(allowVersionMismatch))
        .with()
        .selection(selection())
        .load(load())
        .replacement(replace)
        .shards(shards)
        .files(ofFiles ? files() : null)
        .build();
  }

  private FileOptions files() {
    long seconds = copyDeadlineSeconds == null ? DAY : copyDeadlineSeconds;
    boolean keep = Boolean.TRUE.equals(keepOld);
    Boolean uncounted = Boolean.FALSE.equals(countDocuments) ? true : null;
    Refusal.in("copyDeadlineSeconds", () -> new FileOptions(seconds, keep));
    return new FileOptions(seconds, keep, uncounted);
  }

  private @Nullable LoadOptions load() {
    if (writers != null) {
      Refusal.in("writers", () -> new LoadOptions(writers, null));
    }
    return writers == null && writeConcern == null && shardByShard == null
        ? null
        : new LoadOptions(writers, writeConcern, shardByShard);
  }

  private @Nullable Selection selection() {
    List<NamespacePattern> included = given("include", include);
    List<NamespacePattern> excluded = given("exclude", exclude);
    List<Rename> renames = given("rename", rename);
    return included.isEmpty() && excluded.isEmpty() && renames.isEmpty()
        ? null
        : new Selection(included, excluded, renames);
  }

  private static <T> List<T> given(String field, @Nullable List<T> values) {
    if (values == null) {
      return List.of();
    }
    if (values.stream().anyMatch(Objects::isNull) || values.size() > Selection.MOST_PATTERNS) {
      throw Refusal.field(
          field,
          "'%s' is no list of 1 to %d patterns.".formatted(field, Selection.MOST_PATTERNS),
          "Choose with wildcards: 'shop.*'.");
    }
    return List.copyOf(values);
  }
}
