package io.holdfast.activities.storage.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.server.AzuriteServer;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What is particular to Azure, on a real Azurite.
class AzureStoreIT extends OnAzurite {
  private static final WriteCondition ALWAYS = new WriteCondition.Always();

  @Test
  void aContainerIsMadeOnDemandOnly() {
    String other = server().url();

    assertThat(AzureStores.open(other, Patience.USUAL, false)).isEmpty();
    assertThat(AzureStores.open(other, Patience.USUAL, true)).isPresent();
    assertThat(AzureStores.open(other, Patience.USUAL, false)).isPresent();
  }

  @Test
  void twoPrefixesOfAContainerDoNotSeeEachOther() {
    ObjectStore beside =
        AzureStores.open(url.replace("some/prefix", "some/prefixes"), Patience.USUAL, true)
            .orElseThrow();
    put("a/b", "x");
    var _ = beside.write("c", new byte[1], ALWAYS);

    try (Stream<ObjectInfo> objects = store.list("", "")) {
      assertThat(objects.map(ObjectInfo::key)).containsExactly("a/b");
    }
    assertThat(store.children("")).containsExactly("a/");
    assertThat(beside.children("")).containsExactly("c");
  }

  @Test
  void aLinkReadsWithoutCredentialsAndOnlyThat() throws IOException {
    put("a/b c".replace(" ", "%20"), "content");

    URI link = store.link("a/b%20c", Duration.ofMinutes(5)).orElseThrow();

    HttpURLConnection get = (HttpURLConnection) link.toURL().openConnection();
    try (InputStream in = get.getInputStream()) {
      assertThat(in.readAllBytes()).asString().isEqualTo("content");
    }
    HttpURLConnection delete = (HttpURLConnection) link.toURL().openConnection();
    delete.setRequestMethod("DELETE");
    assertThat(delete.getResponseCode()).isEqualTo(403);
    assertThat(store.stat("a/b%20c")).isPresent();
  }

  @Test
  void aWrongKeyIsDenied() {
    Map<String, String> wrong =
        Map.of("AZURE_STORAGE_ACCOUNT", "holdfast", "AZURE_STORAGE_KEY", "aHVudGVyMg==");

    assertFails(
        ErrorCode.ACCESS_DENIED,
        () -> AzureStore.open(location(url), wrong, Patience.USUAL, false));
  }

  @Test
  void aContainerThatIsGoneIsNotTakenForAbsentObjects() {
    String gone = server().url();
    ObjectStore orphan = AzureStores.open(gone, Patience.USUAL, true).orElseThrow();
    AzureAccount.connect(location(gone), AzuriteServer.environment(), Patience.USUAL)
        .service()
        .deleteBlobContainer(location(gone).container());

    assertFails(ErrorCode.STORAGE_UNAVAILABLE, () -> orphan.stat("key"));
    assertFails(ErrorCode.STORAGE_UNAVAILABLE, () -> orphan.read("key", 0));
    assertFails(ErrorCode.STORAGE_UNAVAILABLE, () -> orphan.write("key", new byte[1], ALWAYS));
    assertFails(ErrorCode.STORAGE_UNAVAILABLE, () -> orphan.list("", "").toList());
    assertFails(ErrorCode.STORAGE_UNAVAILABLE, () -> orphan.children("").toList());
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() {
    Patience brief =
        new Patience(2, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(10));

    assertFails(
        ErrorCode.STORAGE_UNAVAILABLE, () -> AzureStores.open(AzuriteServer.url(1), brief, false));
  }

  @Test
  void aLockIsRefusedWhereTheContainerHasNone() {
    assertFails(
        ErrorCode.VALIDATION_FAILED,
        () -> AzureStores.open(url + "&lock=compliance&retain=30d", Patience.USUAL, true));
  }

  @Test
  void connectionStringsAndSasTokensWorkToo() {
    String key = AzuriteServer.environment().get("AZURE_STORAGE_KEY");
    String endpoint = location(url).endpoint().orElseThrow().toString();
    Map<String, String> connection =
        Map.of(
            "AZURE_STORAGE_CONNECTION_STRING",
            "DefaultEndpointsProtocol=http;AccountName=holdfast;AccountKey=%s;BlobEndpoint=%s;"
                .formatted(key, endpoint));
    put("key", "x");

    Optional<AzureStore> byString =
        AzureStore.open(location(url), connection, Patience.USUAL, false);
    assertThat(byString.orElseThrow().stat("key")).isPresent();
    assertThat(byString.orElseThrow().link("key", Duration.ofMinutes(1))).isPresent();
    String sas = store.link("key", Duration.ofMinutes(5)).orElseThrow().getRawQuery();
    assertFails(
        // The link's own signature: it may read one blob and list nothing.
        ErrorCode.ACCESS_DENIED,
        () ->
            AzureStore.open(
                location(url), Map.of("AZURE_STORAGE_SAS_TOKEN", sas), Patience.USUAL, false));
  }

  private void put(String key, String content) {
    var _ = store.write(key, content.getBytes(UTF_8), ALWAYS);
  }

  private static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> {
              assertThat(e.code()).as(e.message()).isEqualTo(code);
              assertThat(e.message() + e.hint())
                  .doesNotContain(
                      "aHVudGVyMg", AzuriteServer.environment().get("AZURE_STORAGE_KEY"));
            });
  }
}
