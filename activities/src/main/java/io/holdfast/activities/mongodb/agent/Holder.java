package io.holdfast.activities.mongodb.agent;

/// Who works on a data folder, as far as its lock file and the system tell.
sealed interface Holder {
  /// Nobody that can be seen: no process has the number in the lock file, or another program has.
  record Nobody() implements Holder {}

  /// This process, which holds that very lock file.
  record Server(ProcessHandle process) implements Holder {}

  /// Perhaps this process: it is a database server's, and the system does not show what it holds.
  /// It counts as running, and is never ended.
  record Unclear(ProcessHandle process) implements Holder {}
}
