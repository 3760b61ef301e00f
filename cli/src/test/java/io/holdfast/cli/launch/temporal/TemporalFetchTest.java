package io.holdfast.cli.launch.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalFetchTest {
  /// Where the SDK downloads from.
  private static final String BASE_URL = "io.temporal.testing.devServerDownloadBaseUrl";

  @TempDir private Path folder;
  private HttpServer host;

  @BeforeEach
  void aHostToDownloadFrom() throws IOException {
    host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    host.start();
    System.setProperty(BASE_URL, "http://127.0.0.1:" + host.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    host.stop(0);
    System.clearProperty(BASE_URL);
  }

  @Test
  void aHostThatRefusesLeavesTheInMemoryServerAndTheReason() {
    TemporalSource found = find(Duration.ofSeconds(20));

    assertThat(found).isInstanceOf(TemporalSource.InMemory.class);
    assertThat(found.told()).contains("could not be fetched").contains("404");
  }

  @Test
  void aHostThatNeverAnswersCostsNoMoreThanTheLimit() {
    CountDownLatch over = new CountDownLatch(1);
    host.createContext("/", exchange -> awaitQuietly(over));

    TemporalSource found = find(Duration.ofMillis(300));

    assertThat(found.told()).contains("not fetched within");
    over.countDown();
  }

  private TemporalSource find(Duration limit) {
    TemporalCache cache = new TemporalCache(folder);
    return new TemporalFinder(name -> null, cache, new TemporalFetch(cache, limit)).find(null);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
