package io.holdfast.cli;

/// Answers of the API, as the tests need them.
public final class Answers {
  public static final String OPERATION = "shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE";

  private Answers() {}

  /// A backup's operation that runs.
  public static String running(String stage, long done, long total) {
    return """
    {"id": "%s", "instance": "shop", "kind": "backup", "source": "shop", "backup": "nightly",
     "state": "running", "running": true, "stage": "%s", "requestedBy": "operator",
     "requestedAt": "2026-11-21T10:00:00Z", "temporalUi": "http://127.0.0.1:8233/x",
     "activities": [{"name": "LogicalBackup.Dump", "attempt": 1,
       "progress": {"stage": "dump", "item": "geo.cities", "done": %d, "total": %d,
                    "unit": "bytes"}}]}"""
        .formatted(OPERATION, stage, done, total);
  }

  /// The same with a step that failed once.
  public static String retrying(String why) {
    return """
    {"id": "%s", "instance": "shop", "kind": "backup", "source": "shop", "backup": "nightly",
     "state": "running", "running": true, "stage": "Dumping", "requestedBy": "operator",
     "requestedAt": "2026-11-21T10:00:00Z",
     "activities": [{"name": "LogicalBackup.Dump", "attempt": 2, "lastFailure": "%s"}]}"""
        .formatted(OPERATION, why);
  }

  /// An operation that is over.
  public static String ended(String kind, String state, String failure) {
    return """
    {"id": "%s", "instance": "shop", "kind": "%s", "source": "shop", "backup": "nightly",
     "state": "%s", "running": false, "requestedBy": "operator",
     "requestedAt": "2026-11-21T10:00:00Z", "endedAt": "2026-11-21T10:00:12Z"%s}"""
        .formatted(OPERATION, kind, state, failure.isEmpty() ? "" : ", \"failure\": " + failure);
  }

  public static String failure(String code, String message, String hint) {
    return "{\"code\": \"%s\", \"message\": \"%s\", \"hint\": \"%s\"}"
        .formatted(code, message, hint);
  }

  /// A completed backup.
  public static String backup(String name) {
    return """
    {"instance": "shop", "name": "%s", "state": "completed", "label": "Complete",
     "method": "logical", "trigger": "manual", "description": "before 8.0", "operation": "%s",
     "startedAt": "2026-11-21T10:00:00Z", "endedAt": "2026-11-21T10:00:12Z",
     "content": {"pointInTime": {"seconds": 1795255205, "increment": 3,
                                 "instant": "2026-11-21T10:00:05Z"},
       "topology": "replica_set",
       "server": {"version": "8.0.4", "featureCompatibilityVersion": "8.0", "flavour": "Percona"},
       "collections": 3, "documents": 34258, "plainBytes": 7800000, "storedBytes": 2100000}}"""
        .formatted(name, OPERATION);
  }

  public static String plan(boolean allowed, String drops, String gates) {
    return """
    {"allowed": %s, "source": "shop", "backup": "nightly", "target": "shop",
     "pointInTime": {"seconds": 1795255205, "increment": 3, "instant": "2026-11-21T10:00:05Z"},
     "targetServer": {"version": "8.0.4", "featureCompatibilityVersion": "8.0",
                      "flavour": "Percona"},
     "collections": 3, "documents": 34258, "plainBytes": 7800000, "drops": [%s],
     "gates": [%s]}"""
        .formatted(allowed, drops, gates);
  }

  public static String restore(String state, String proof) {
    return """
    {"id": "%s", "source": "shop", "backup": "nightly", "target": "shop", "state": "%s",
     "label": "Complete", "users": "keep", "startedAt": "2026-11-21T10:00:00Z"%s}"""
        .formatted(OPERATION, state, proof.isEmpty() ? "" : ", \"proof\": " + proof);
  }

  public static String page(String next, String... items) {
    String more = next.isEmpty() ? "" : ", \"next\": \"" + next + "\"";
    return "{\"items\": [" + String.join(",", items) + "]" + more + "}";
  }
}
