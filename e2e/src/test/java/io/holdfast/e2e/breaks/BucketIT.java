package io.holdfast.e2e.breaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.e2e.stack.ChildProcess;
import io.holdfast.e2e.stack.MinioServer;
import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.SandboxReplicaSet;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A repository in a bucket of a real MinIO, which is killed in the middle of a backup.
class BucketIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @Test
  void aBucketThatGoesAwayDuringADumpCostsTimeAndNothingElse(@TempDir Path folder) {
    try (MinioServer minio = MinioServer.start(folder);
        SandboxReplicaSet shop = Sandboxes.start();
        SandboxReplicaSet clone = Sandboxes.start()) {
      URI url = minio.url("backups/holdfast", "&lock=governance&retain=1h");
      try (Stack stack = Stack.start(folder, url, minio.credentials())) {
        SampleData.fill(shop.uri(), 64);
        stack.register("shop", shop.uri());
        stack.register("clone", clone.uri());

        String backup =
            stack.rest().post("/v1/instances/shop/backups", Map.of("name", "halfway")).operation();
        killInTheMiddle(stack, minio, backup);
        assertThat(stack.rest().awaitEnd(backup, LIMIT).path("state").asString())
            .isEqualTo("completed");

        String restore =
            stack
                .rest()
                .post(
                    "/v1/restores",
                    Map.of("source", "shop", "backup", "halfway", "target", "clone"))
                .operation();
        assertThat(stack.rest().awaitEnd(restore, LIMIT).path("state").asString())
            .isEqualTo("completed");
        assertThat(SampleData.contents(clone.uri())).isEqualTo(SampleData.contents(shop.uri()));
        assertThat(stack.logs()).doesNotContain(minio.credentials().values());
      }
      assertThat(offline(folder, minio, "verify", url)).contains("1 backup", "Everything is whole");
    }
  }

  private static void killInTheMiddle(Stack stack, MinioServer minio, String operation) {
    RepositoryFiles files = new RepositoryFiles(minio.bucket("backups").resolve("holdfast"));
    await("some chunks, not all")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> !files.chunks("shop", "pictures").isEmpty());
    minio.kill();
    assertThat(files.manifests("shop")).as("killed in the middle").isEmpty();
    await("the bucket is missed")
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> stack.rest().get("/v1/operations/" + operation).status() == 503);
    minio.restart();
  }

  private static String offline(Path folder, MinioServer minio, String command, URI url) {
    try (ChildProcess process =
        ChildProcess.holdfast(
            List.of("repo", command, url.toString()),
            minio.credentials(),
            folder.resolve(command + ".log"))) {
      assertThat(process.await(60)).as(process.output()).isZero();
      return process.output();
    }
  }
}
