package io.holdfast.cli.backup;

import io.holdfast.cli.operation.Waiting;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.ProblemException;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The files of one external backup, asked for at the API.
public final class CopyFiles {
  private static final int PAGE = 500;

  private final RestClient client;
  private final InstanceId instance;
  private final BackupName backup;

  public CopyFiles(RestClient client, InstanceId instance, BackupName backup) {
    this.client = client;
    this.instance = instance;
    this.backup = backup;
  }

  /// The API's answer with the files of all its pages.
  public JsonNode all() {
    ObjectNode answer = (ObjectNode) page(null);
    ArrayNode items = (ArrayNode) answer.path("files").path("items");
    for (String next = next(answer); !next.isEmpty(); ) {
      JsonNode more = page(next);
      more.path("files").path("items").forEach(items::add);
      next = next(more);
    }
    ((ObjectNode) answer.path("files")).remove("next");
    return answer;
  }

  /// As [#all], once there is something to copy.
  ///
  /// @throws ProblemException OPERATION_FINISHED when the backup came to nothing before that
  JsonNode whenReady() {
    while (true) {
      try {
        JsonNode first = page(null);
        if (!first.path("nodes").isEmpty()) {
          return all();
        }
      } catch (ProblemException e) {
        if (!e.problem().code().equals(ErrorCode.COPY_NOT_READY.name())) {
          throw e;
        }
      }
      Waiting.aMoment();
    }
  }

  private static String next(JsonNode answer) {
    return answer.path("files").path("next").asString("");
  }

  private JsonNode page(@Nullable String cursor) {
    Map<String, @Nullable Object> parameters = new HashMap<>();
    parameters.put("limit", PAGE);
    parameters.put("cursor", cursor);
    return client.get(Paths.query(Paths.files(instance, backup), parameters));
  }
}
