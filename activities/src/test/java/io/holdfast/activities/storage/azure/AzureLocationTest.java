package io.holdfast.activities.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.storage.location.Retention;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AzureLocationTest {
  @Test
  void aUrlSaysContainerPrefixAccountEndpointAndLock() {
    AzureLocation location =
        AzureLocation.parse(
            URI.create(
                "azblob://backups/a/b/?account=shop&endpoint=https://shop.example/x"
                    + "&lock=governance&retain=30d"));

    assertThat(location.container()).isEqualTo("backups");
    assertThat(location.prefix()).isEqualTo("a/b/");
    assertThat(location.account()).contains("shop");
    assertThat(location.endpoint()).contains(URI.create("https://shop.example/x"));
    assertThat(location.retention())
        .contains(new Retention(Retention.Mode.GOVERNANCE, Duration.ofDays(30)));
  }

  @Test
  void allButTheContainerMayBeLeftOut() {
    AzureLocation location = AzureLocation.parse(URI.create("azblob://backups"));

    assertThat(location.prefix()).isEmpty();
    assertThat(location.account()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "azblob:///prefix",
        "azblob://ab",
        "azblob://Backups",
        "azblob://a--b",
        "azblob://-ab",
        "azblob://backups/a//b",
        "azblob://backups/.hidden",
        "azblob://backups/a%20b",
        "azblob://backups#x",
        "azblob://backups?acount=shop",
        "azblob://backups?account",
        "azblob://backups?account=Shop",
        "azblob://backups?endpoint=ftp://x",
        "azblob://backups?endpoint=https://user@host",
        "azblob://backups?retain=30d",
        "azblob://backups?lock=compliance",
        "azblob://backups?lock=compliance&retain=0d",
      })
  void whatIsNoContainersUrlIsRefused(String url) {
    assertRefused(() -> AzureLocation.parse(URI.create(url)));
  }

  @Test
  void credentialsThatDoNotFitAreRefusedWithoutBeingQuoted() {
    refuse("azblob://backups", Map.of("AZURE_STORAGE_KEY", "aHVudGVyMg=="));
    refuse("azblob://backups", Map.of("AZURE_STORAGE_CONNECTION_STRING", "hunter2"));
    refuse(
        "azblob://backups?account=other",
        Map.of(
            "AZURE_STORAGE_CONNECTION_STRING",
            "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=aHVudGVyMg==;"
                + "EndpointSuffix=core.windows.net"));
    refuse("azblob://backups?endpoint=http://127.0.0.1:1/shop", Map.of());
  }

  private static void refuse(String url, Map<String, String> environment) {
    AzureLocation location = AzureLocation.parse(URI.create(url));
    assertRefused(() -> AzureAccount.connect(location, environment, Patience.USUAL));
  }

  private static void assertRefused(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
              assertThat(e.message() + e.hint()).doesNotContain("hunter2", "aHVudGVyMg");
              assertThat(e.getCause()).isNull();
            });
  }
}
