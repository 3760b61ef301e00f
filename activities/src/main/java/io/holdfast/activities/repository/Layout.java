package io.holdfast.activities.repository;

import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.restore.RestoreTask;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The key of every object in a repository, in one place. `docs/repository-format.md` is this class
/// in prose.
public final class Layout {
  static final String INSTANCES = "instances/";
  static final String BACKUPS = "backups/";
  static final String OPERATIONS = "operations/";
  static final String RESTORES = "restores/";
  static final String COMPARISONS = "comparisons/";
  static final String KEYS = "keys/";
  static final String POLICIES = "policies/";
  static final String OPLOG = "oplog/";
  private static final String JSON = ".json";
  private static final String WORK = ".work/";

  private static final String MARKER = "holdfast.json";
  private static final Set<String> TOP =
      Set.of(MARKER, INSTANCES, POLICIES, BACKUPS, OPLOG, OPERATIONS, RESTORES, COMPARISONS, KEYS);

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern STAMPED_FOLDER = Pattern.compile("([0-9]{8}T[0-9]{6}Z)-([^/]+)/");

  private static final Pattern KEY_RECORD = Pattern.compile("([0-9a-f]{16})\\.json");

  private static final Pattern IN_BACKUP = Pattern.compile(BACKUPS + "([^/]+)/([^/]+/).+");

  private Layout() {}

  /// The folder of all backups.
  public static String backups() {
    return BACKUPS;
  }

  /// Whether a name at the top of a repository is Holdfast's.
  public static boolean isOwn(String child) {
    return TOP.contains(child);
  }

  /// The object by which a place is a repository.
  public static String marker() {
    return MARKER;
  }

  public static String instance(InstanceId id) {
    return INSTANCES + id + JSON;
  }

  /// The folder of an instance's backups.
  public static String backups(InstanceId instance) {
    return BACKUPS + instance + "/";
  }

  public static String manifest(BackupRef backup) {
    return backup.prefix() + Manifest.KEY;
  }

  /// The folder of an instance's operations.
  public static String operations(InstanceId instance) {
    return OPERATIONS + instance + "/";
  }

  public static String operation(OperationId id) {
    return operations(id.instance()) + id + JSON;
  }

  /// The folder of an operation's working lists.
  public static String workPrefix(OperationId id) {
    return operations(id.instance()) + id + WORK;
  }

  /// The name of the working list of the files that an external backup waits for.
  public static String copyList(int round, String replicaSet) {
    return "copy/%03d-%s".formatted(round, replicaSet.replaceAll("[^A-Za-z0-9._-]", "_"));
  }

  static String copyList(OperationId id, int round, String replicaSet) {
    return workPrefix(id) + copyList(round, replicaSet) + JSON;
  }

  /// The envelope of a backup that has no manifest yet.
  public static String pendingKey(BackupRef backup) {
    String folder = backup.prefix().substring(backups(backup.instance()).length());
    return operations(backup.instance()) + without(folder, "/") + WORK + "key" + JSON;
  }

  /// The backup whose envelope lies in the folder of this name; empty for anything else.
  static Optional<BackupRef> backupOfPendingKey(InstanceId instance, String child) {
    return child.endsWith(WORK)
        ? backupOfFolder(instance, without(child, WORK) + "/")
        : Optional.empty();
  }

  /// The record of a key of the repository.
  static String key(String id) {
    return KEYS + id + JSON;
  }

  /// The key whose record has this name; empty when it is not the name of one.
  static Optional<String> keyOf(String child) {
    Matcher matcher = KEY_RECORD.matcher(child);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /// The folder of the restores into an instance.
  public static String restores(InstanceId target) {
    return RESTORES + target + "/";
  }

  public static String restore(RestoreTask task) {
    return restores(task.request().target())
        + STAMP.format(task.startedAt())
        + "-"
        + task.backup().name()
        + JSON;
  }

  /// The record of what a comparison found.
  static String comparison(OperationId id) {
    return COMPARISONS + id.instance() + "/" + id + JSON;
  }

  /// The instance whose record has this name; empty when it is not the name of one.
  static Optional<InstanceId> instanceOf(String child) {
    return child.endsWith(JSON) ? instanceId(without(child, JSON)) : Optional.empty();
  }

  /// The instance whose folder has this name; empty when it is not the name of one.
  static Optional<InstanceId> instanceOfFolder(String child) {
    return child.endsWith("/") ? instanceId(without(child, "/")) : Optional.empty();
  }

  private static Optional<InstanceId> instanceId(String text) {
    try {
      return Optional.of(new InstanceId(text));
    } catch (HoldfastException _) {
      return Optional.empty();
    }
  }

  /// The operation whose record has this name; empty for working lists and anything else.
  static Optional<OperationId> operationOf(String child) {
    return child.endsWith(JSON) ? operationId(without(child, JSON)) : Optional.empty();
  }

  /// The operation whose folder of working lists has this name; empty for anything else.
  static Optional<OperationId> operationOfWork(String child) {
    return child.endsWith(WORK) ? operationId(without(child, WORK)) : Optional.empty();
  }

  private static Optional<OperationId> operationId(String text) {
    try {
      return Optional.of(OperationId.parse(text));
    } catch (HoldfastException _) {
      return Optional.empty();
    }
  }

  /// The backup that the object at `key` belongs to; empty when there is none of that form.
  public static Optional<BackupRef> backupOf(String key) {
    Matcher matcher = IN_BACKUP.matcher(key);
    return matcher.matches()
        ? instanceId(matcher.group(1))
            .flatMap(instance -> backupOfFolder(instance, matcher.group(2)))
        : Optional.empty();
  }

  /// The backup whose folder has this name; empty when it is not the name of one.
  static Optional<BackupRef> backupOfFolder(InstanceId instance, String child) {
    Matcher matcher = STAMPED_FOLDER.matcher(child);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      Instant startedAt = LocalDateTime.parse(matcher.group(1), STAMP).toInstant(ZoneOffset.UTC);
      return Optional.of(new BackupRef(instance, new BackupName(matcher.group(2)), startedAt));
    } catch (DateTimeException | HoldfastException _) {
      return Optional.empty();
    }
  }

  private static String without(String text, String end) {
    return text.substring(0, text.length() - end.length());
  }
}
