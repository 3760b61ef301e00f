package io.holdfast.activities.mongodb.command;

import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.external.CopyTask;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a copy command is told, in its environment. Of the environment of the process that runs it
/// only what a shell needs is passed on: the rest may hold secrets.
final class CopyEnvironment {
  private static final Set<String> PASSED_ON =
      Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR");

  /// Names the list of what is to be copied, which is another file for each run.
  static final String FILES = "HOLDFAST_FILES";

  private CopyEnvironment() {}

  /// @param dbPath the member's data folder
  /// @param own the environment of this process
  /// @param fileList a file with the paths to copy, one a line
  static Map<String, String> of(
      CopyTask task, ExternalContent content, Path dbPath, Path fileList, Map<String, String> own) {
    Map<String, String> environment = new HashMap<>(own);
    environment.keySet().retainAll(PASSED_ON);
    String address = task.source().address();
    int colon = address.lastIndexOf(':');
    environment.put("HOLDFAST_INSTANCE", task.operation().instance().toString());
    environment.put("HOLDFAST_BACKUP", task.backup().name().toString());
    environment.put("HOLDFAST_OPERATION", task.operation().toString());
    environment.put("HOLDFAST_ROUND", Integer.toString(task.round()));
    environment.put("HOLDFAST_REPLICA_SET", task.source().replicaSet());
    environment.put("HOLDFAST_MEMBER", address);
    environment.put("HOLDFAST_HOST", colon < 0 ? address : address.substring(0, colon));
    environment.put("HOLDFAST_PORT", colon < 0 ? "" : address.substring(colon + 1));
    environment.put("HOLDFAST_DBPATH", dbPath.toString());
    environment.put(FILES, fileList.toString());
    environment.put("HOLDFAST_KEEPING", content.means().name().toLowerCase(Locale.ROOT));
    environment.put("HOLDFAST_TIME", content.time().seconds() + "," + content.time().increment());
    return environment;
  }
}
