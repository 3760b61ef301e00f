package io.holdfast.e2e.filerestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.e2e.stack.Rest;
import io.holdfast.e2e.stack.Stack;
import io.holdfast.workflows.model.MemberId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// External backups and restores of data files as people have them made: through the API, with the
/// files copied by hand.
final class FileRestores {
  static final Duration LIMIT = Duration.ofMinutes(3);
  private final Stack stack;
  private final Path copied;
  private final String backup;

  /// Of the backup `files`.
  ///
  /// @param copied where the backup's files are kept, a folder for each replica set
  FileRestores(Stack stack, Path copied) {
    this(stack, copied, "files");
  }

  private FileRestores(Stack stack, Path copied, String backup) {
    this.stack = stack;
    this.copied = copied;
    this.backup = backup;
  }

  /// The same of another backup, whose files are kept elsewhere.
  FileRestores of(String other) {
    return new FileRestores(stack, copied.resolveSibling("copied-" + other), other);
  }

  /// Takes the backup: copies what the API lists, and says so.
  void backUp(String instance) throws IOException {
    var _ = backUp(instance, Map.of(), () -> {});
  }

  /// @param meanwhile what is done while the backup waits for the copy
  /// @return what the API lists
  JsonNode backUp(String instance, Runnable meanwhile) throws IOException {
    return backUp(instance, Map.of(), meanwhile);
  }

  /// @param more of the request
  JsonNode backUp(String instance, Map<String, ?> more, Runnable meanwhile) throws IOException {
    String operation = start(instance, backup, "external", more);
    Rest rest = stack.rest();
    String path = "/v1/instances/" + instance + "/backups";
    JsonNode files =
        await("files to copy")
            .atMost(LIMIT)
            .pollInterval(Duration.ofMillis(100))
            .until(
                () -> rest.get(path + "/" + backup + "/files?limit=500").body(),
                answer -> answer.has("token"));
    meanwhile.run();
    for (JsonNode node : files.path("nodes")) {
      copy(files, node);
    }
    var _ =
        rest.post(path + "/" + backup + "/finish", Map.of("token", files.path("token").asString()));
    assertThat(rest.awaitEnd(operation, LIMIT).path("state").asString())
        .as(stack.logs())
        .isEqualTo("completed");
    return files;
  }

  private void copy(JsonNode files, JsonNode node) throws IOException {
    Path source = Path.of(node.path("dbPath").asString());
    Path to = folder(node.path("replicaSet").asString());
    if (node.path("keeping").asString("").equals("fsync_lock")) {
      new FolderContents(source).copyTo(to);
      return;
    }
    for (JsonNode file : files.at("/files/items")) {
      if (file.path("address").equals(node.path("address"))) {
        Path target = to.resolve(file.path("path").asString());
        Files.createDirectories(target.getParent());
        var _ = Files.copy(source.resolve(file.path("path").asString()), target);
      }
    }
  }

  private Path folder(String set) {
    return copied.resolve(set.isEmpty() ? "standalone" : set);
  }

  /// Has the members' agents upload their files.
  ///
  /// @param more of the request
  /// @return the operation
  String upload(String instance, String name, Map<String, ?> more) {
    return start(instance, name, "physical", more);
  }

  /// Has a backup of data files begin.
  ///
  /// @param more of the request
  /// @return the operation
  String start(String instance, String name, String method, Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.putAll(Map.of("name", name, "method", method));
    Rest.Answer answer = stack.rest().post("/v1/instances/" + instance + "/backups", body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    return answer.operation();
  }

  /// The files of a backup, and where they are from.
  JsonNode files(String instance, String name) {
    return stack
        .rest()
        .get("/v1/instances/%s/backups/%s/files?limit=500".formatted(instance, name))
        .body();
  }

  /// Asks for the restore of the backup `files`.
  ///
  /// @param more of the request, such as another `backup`
  String restore(String instance, String into, Map<String, ?> more) {
    Rest.Answer answer = ask(instance, into, more, "/v1/restores");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    return answer.operation();
  }

  JsonNode plan(String instance, String into, Map<String, ?> more) {
    return ask(instance, into, more, "/v1/restores/plan").body();
  }

  /// The code by which a restore is refused at once.
  String refusal(String instance, String into) {
    return ask(instance, into, Map.of(), "/v1/restores").code();
  }

  private Rest.Answer ask(String instance, String into, Map<String, ?> more, String path) {
    Map<String, Object> body = new HashMap<>(Map.of("backup", backup));
    body.putAll(more);
    body.putAll(Map.of("source", instance, "target", into, "consent", into));
    return stack.rest().post(path, body);
  }

  /// Waits until the restore asks for the copy, the so manieth time.
  JsonNode awaitCopy(String restore, int attempt) {
    return await("attempt %d of %s".formatted(attempt, restore))
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> stack.rest().get("/v1/restores/" + restore + "/copy").body(),
            copy -> {
              if (copy.path("status").asInt(0) == 409
                  && copy.path("code").asString("").equals("OPERATION_FINISHED")) {
                throw new AssertionError(
                    stack.rest().get("/v1/operations/" + restore) + stack.logs());
              }
              return copy.path("attempt").asInt(0) == attempt && copy.has("token");
            });
  }

  /// Waits until the restore asks for the copy the so manieth time, or has ended.
  ///
  /// @return what it asks for, or the operation
  JsonNode awaitRefusal(String restore, int attempt) {
    return await("a refusal of " + restore)
        .atMost(LIMIT)
        .until(
            () -> {
              JsonNode copy = stack.rest().get("/v1/restores/" + restore + "/copy").body();
              return copy.path("attempt").asInt(0) == attempt && copy.has("token")
                  ? copy
                  : look(restore);
            },
            found -> found.has("token") || found.has("failure"));
  }

  /// How many files a backup has of a server.
  long count(String instance, String name, String address) {
    return files(instance, name)
        .at("/files/items")
        .valueStream()
        .filter(file -> file.path("address").asString().equals(address))
        .count();
  }

  /// Puts the backup's files where the restore wants them, as a person would.
  void copyTo(JsonNode copy) throws IOException {
    copyTo(copy, Map.of());
  }

  /// @param sources of which set of the backup a set takes the files, where it is of another name
  void copyTo(JsonNode copy, Map<String, String> sources) throws IOException {
    for (JsonNode place : copy.path("members")) {
      String set = MemberId.parse(place.path("member").asString()).replicaSet();
      new FolderContents(folder(sources.getOrDefault(set, set)))
          .copyTo(Path.of(place.path("copyTo").asString()));
    }
  }

  /// The same where something else was put before.
  void copyAgainTo(JsonNode copy) throws IOException {
    for (JsonNode place : copy.path("members")) {
      Path to = Path.of(place.path("copyTo").asString());
      try (Stream<Path> files = Files.walk(to)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.delete(file);
        }
      }
    }
    copyTo(copy);
  }

  void finish(String restore, JsonNode copy) {
    Map<String, String> body = Map.of("token", copy.path("token").asString());
    Rest.Answer answer = stack.rest().post("/v1/restores/" + restore + "/finish", body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
  }

  void abort(String restore) {
    var _ = stack.rest().post("/v1/operations/" + restore + "/cancel", Map.of());
  }

  /// The operation as it is.
  JsonNode look(String restore) {
    return stack.rest().get("/v1/operations/" + restore).body();
  }

  JsonNode end(String restore) {
    return stack.rest().awaitEnd(restore, LIMIT);
  }
}
