package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.api.rig.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationEventsTest {
  private final ApiRig rig = new ApiRig();

  @AfterAll
  void stop() {
    rig.close();
  }

  @Test
  void eventsTellTheProgressUntilTheEnd() throws IOException, InterruptedException {
    String operation = rig.running(rig.instance());
    List<String> events = new ArrayList<>();

    try (HttpClient http = HttpClient.newHttpClient();
        BufferedReader stream = open(http, operation)) {
      for (String line = stream.readLine(); line != null; line = stream.readLine()) {
        if (line.startsWith("event:")) {
          events.add(line.substring("event:".length()).strip());
          rig.deployment.release();
        } else if (line.startsWith("data:")) {
          assertThat(line).contains(operation);
        }
      }
    }

    assertThat(events).startsWith("progress").endsWith("end").containsOnlyOnce("end");
  }

  private BufferedReader open(HttpClient http, String operation)
      throws IOException, InterruptedException {
    var response =
        http.send(
            rig.http
                .request("/v1/operations/" + operation + "/events")
                .header("Accept", "text/event-stream")
                .build(),
            BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type").orElse(""))
        .startsWith("text/event-stream");
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  @Test
  void eventsOfAnOperationThatIsOverAreItsEndAlone() {
    String operation = rig.backup(rig.instance(), "{}").is(202).at("/operation/id");
    rig.awaitState(operation, "completed");

    Answer stream = rig.http.get("/v1/operations/" + operation + "/events").is(200);

    assertThat(stream.text()).contains("event: end").doesNotContain("event: progress");
  }

  @Test
  void aWatcherThatLeavesIsNotWaitedFor() throws IOException, InterruptedException {
    String operation = rig.running(rig.instance());
    try (HttpClient http = HttpClient.newHttpClient();
        BufferedReader stream = open(http, operation)) {
      assertThat(stream.readLine()).startsWith("event:");
      http.shutdownNow();
    }

    rig.deployment.release();
    rig.awaitState(operation, "completed");
  }
}
