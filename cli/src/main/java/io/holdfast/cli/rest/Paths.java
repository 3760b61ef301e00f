package io.holdfast.cli.rest;

import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The paths of the API, relative to its base URL.
public final class Paths {
  public static final String INSTANCES = "v1/instances";
  public static final String BACKUPS = "v1/backups";
  public static final String RESTORES = "v1/restores";
  public static final String OPERATIONS = "v1/operations";
  public static final String STATUS = "v1/status";

  private Paths() {}

  public static String instance(InstanceId id) {
    return INSTANCES + "/" + id;
  }

  public static String topology(InstanceId id) {
    return instance(id) + "/topology";
  }

  public static String backups(InstanceId id) {
    return instance(id) + "/backups";
  }

  public static String backup(InstanceId id, BackupName name) {
    return backups(id) + "/" + name;
  }

  public static String files(InstanceId id, BackupName name) {
    return backup(id, name) + "/files";
  }

  public static String finish(InstanceId id, BackupName name) {
    return backup(id, name) + "/finish";
  }

  public static String compare(InstanceId id, BackupName name) {
    return backup(id, name) + "/compare";
  }

  public static String comparison(OperationId id) {
    return operation(id) + "/comparison";
  }

  public static String restore(OperationId id) {
    return RESTORES + "/" + id;
  }

  public static String restoreCopy(OperationId id) {
    return restore(id) + "/copy";
  }

  public static String restoreFinish(OperationId id) {
    return restore(id) + "/finish";
  }

  public static String restorePlan() {
    return RESTORES + "/plan";
  }

  public static String operation(OperationId id) {
    return OPERATIONS + "/" + id;
  }

  public static String events(OperationId id) {
    return operation(id) + "/events";
  }

  public static String cancel(OperationId id) {
    return operation(id) + "/cancel";
  }

  /// Adds parameters; those without a value are left out.
  public static String query(String path, Map<String, @Nullable Object> parameters) {
    String query =
        parameters.entrySet().stream()
            .filter(parameter -> parameter.getValue() != null)
            .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
            .sorted()
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }

  /// Adds one more parameter.
  static String and(String path, String name, String value) {
    return path + (path.contains("?") ? "&" : "?") + name + "=" + encoded(value);
  }

  private static String encoded(@Nullable Object value) {
    return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8);
  }
}
