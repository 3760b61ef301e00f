package io.holdfast.activities.storage.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.server.AzuriteServer;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Immutability, against the answers that Azure's documentation gives: Azurite has none.
class ImmutabilityTest {
  private static final Patience ONCE =
      new Patience(1, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(1));

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Instant lockedUntil = Instant.EPOCH;
  private volatile boolean legalHold;
  private volatile boolean refusesDeletion;
  private volatile String policySet = "";
  private HttpServer service;
  private ObjectStore store;

  @BeforeEach
  void open() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/", this::answer);
    service.start();
    String url = AzuriteServer.url(service.getAddress().getPort()) + "&lock=compliance&retain=30d";
    store = AzureStores.open(url, ONCE, false).orElseThrow();
  }

  @AfterEach
  void close() {
    store.close();
    service.stop(0);
  }

  @Test
  void retainingSetsALockedPolicyForTheTimeThatTheUrlSays() {
    store.retain("key");

    assertThat(policySet).startsWith("Locked until ");
    assertThat(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(policySet.substring(13))))
        .isCloseTo(Instant.now().plus(30, ChronoUnit.DAYS), within(1, ChronoUnit.MINUTES));
  }

  @Test
  void whatThePolicyProtectsIsNotDeletedAndTheTimeIsSaid() {
    lockedUntil = Instant.now().plus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

    assertLocked(lockedUntil.toString());
    assertThat(requests).noneMatch(request -> request.startsWith("DELETE"));
  }

  @Test
  void aLegalHoldProtectsToo() {
    legalHold = true;

    assertLocked("a legal hold is lifted");
    assertThat(requests).noneMatch(request -> request.startsWith("DELETE"));
  }

  @Test
  void whenTheTimeIsOverItIsDeleted() {
    lockedUntil = Instant.now().minusSeconds(60);

    store.delete("key");

    assertThat(requests).anyMatch(request -> request.startsWith("DELETE"));
  }

  @Test
  void aPolicyOfTheWholeContainerIsToldByTheService() {
    refusesDeletion = true;

    assertLocked("immutability policy");
  }

  private void assertLocked(String words) {
    assertThatThrownBy(() -> store.delete("key"))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.OBJECT_LOCKED);
              assertThat(e.message()).contains("key", words);
            });
  }

  private void answer(HttpExchange exchange) throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getRawQuery());
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    Headers headers = exchange.getResponseHeaders();
    headers.add("ETag", "\"0x1\"");
    headers.add("Last-Modified", rfc1123(Instant.now()));
    if (query.contains("comp=list")) {
      headers.add("Content-Type", "application/xml");
      send(
          exchange,
          200,
          "<EnumerationResults ServiceEndpoint=\"http://x/\" ContainerName=\"c\">"
              + "<Blobs/><NextMarker/></EnumerationResults>");
    } else if (query.contains("restype=container")) {
      headers.add("x-ms-immutable-storage-with-versioning-enabled", "true");
      send(exchange, 200, "");
    } else if (query.contains("comp=immutabilityPolicies")) {
      Headers asked = exchange.getRequestHeaders();
      policySet =
          asked.getFirst("x-ms-immutability-policy-mode")
              + " until "
              + asked.getFirst("x-ms-immutability-policy-until-date");
      send(exchange, 200, "");
    } else if (exchange.getRequestMethod().equals("HEAD")) {
      headers.add("x-ms-immutability-policy-until-date", rfc1123(lockedUntil));
      headers.add("x-ms-immutability-policy-mode", "locked");
      headers.add("x-ms-legal-hold", Boolean.toString(legalHold));
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    } else if (refusesDeletion) {
      headers.add("x-ms-error-code", "BlobImmutableDueToPolicy");
      send(exchange, 409, "");
    } else {
      send(exchange, 202, "");
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String rfc1123(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        ZonedDateTime.ofInstant(instant, ZoneOffset.UTC));
  }
}
