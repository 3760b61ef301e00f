package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.api.guard.ListenConfiguration;
import io.holdfast.api.repository.RepositoryConfiguration;
import io.holdfast.api.rig.MemoryCatalogue;
import io.holdfast.api.temporal.TemporalConfiguration;
import io.holdfast.workflows.catalogue.CatalogueProvider;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pins the name and the default of every setting.
class ConfigurationTest {
  private static final Map<String, Object> REPOSITORY =
      Map.of("holdfast.repository.url", "file:///var/lib/holdfast");

  @Test
  void theDefaultsAreLoopbackAndALocalTemporal() {
    try (ApplicationContext context = ApplicationContext.run(REPOSITORY)) {
      assertThat(context.getBean(ListenConfiguration.class))
          .isEqualTo(new ListenConfiguration("127.0.0.1", 8080, null));
      assertThat(context.getBean(TemporalConfiguration.class))
          .isEqualTo(
              new TemporalConfiguration("127.0.0.1:7233", "default", Duration.ofSeconds(30), null));
      assertThat(context.getBean(RepositoryConfiguration.class))
          .isEqualTo(new RepositoryConfiguration("file:///var/lib/holdfast", "", ""));
      assertThat(context.getProperty("micronaut.server.host", String.class)).hasValue("127.0.0.1");
      assertThat(context.getProperty("micronaut.server.port", Integer.class)).hasValue(8080);
    }
  }

  @Test
  void everySettingHasItsName() {
    Map<String, Object> all =
        Map.of(
            "holdfast.api.host", "0.0.0.0",
            "holdfast.api.port", "9090",
            "holdfast.api.tokens-file", "/etc/holdfast/tokens",
            "holdfast.temporal.address", "temporal:7233",
            "holdfast.temporal.namespace", "backups",
            "holdfast.temporal.question-limit", "5s",
            "holdfast.temporal.ui-url", "http://temporal:8233",
            "holdfast.repository.url", "file:///repository",
            "holdfast.repository.sealing-key", "file:/seal");
    try (ApplicationContext context = ApplicationContext.run(all)) {
      assertThat(context.getBean(ListenConfiguration.class))
          .isEqualTo(new ListenConfiguration("0.0.0.0", 9090, "/etc/holdfast/tokens"));
      assertThat(context.getBean(TemporalConfiguration.class))
          .isEqualTo(
              new TemporalConfiguration(
                  "temporal:7233", "backups", Duration.ofSeconds(5), "http://temporal:8233"));
      assertThat(context.getBean(RepositoryConfiguration.class))
          .isEqualTo(new RepositoryConfiguration("file:///repository", "", "file:/seal"));
      assertThat(context.getProperty("micronaut.server.host", String.class)).hasValue("0.0.0.0");
      assertThat(context.getProperty("micronaut.server.port", Integer.class)).hasValue(9090);
    }
  }

  @Test
  void theSettingsOfAProgramThatStartsTheApiCoverAllButTheTokens() {
    Map<String, Object> properties =
        new ApiSettings("127.0.0.1", 0, "t:1", "n", "file:///r", "http://ui").properties();

    assertThat(properties.keySet())
        .containsExactlyInAnyOrder(
            "holdfast.api.host",
            "holdfast.api.port",
            "holdfast.temporal.address",
            "holdfast.temporal.namespace",
            "holdfast.temporal.ui-url",
            "holdfast.repository.url",
            "holdfast.repository.key",
            "holdfast.repository.sealing-key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.7", "example.org", "127.0.0.1.example.org"})
  void anythingButLoopbackIsRefusedWithoutTokens(String host) {
    assertRefused(Map.of("holdfast.api.host", host), "without tokens");
  }

  @ParameterizedTest
  @CsvSource({
    "holdfast.api.port, 65536, cannot listen on port",
    "holdfast.api.port, -1, cannot listen on port",
    "holdfast.api.tokens-file, /nowhere/tokens, cannot be read",
    "holdfast.repository.url, ' ', No repository is named"
  })
  void aSettingThatCannotBeIsRefusedInOneSentence(String name, String value, String message) {
    assertRefused(Map.of(name, value), message);
  }

  private static void assertRefused(Map<String, Object> settings, String message) {
    Map<String, Object> properties = new HashMap<>(REPOSITORY);
    properties.put("holdfast.api.port", 0);
    properties.putAll(settings);
    CatalogueProvider provider = (_, _) -> new MemoryCatalogue();
    assertThatThrownBy(
            () -> ApiProcess.start(properties, builder -> builder.singletons(provider)).close())
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
              assertThat(e.message()).contains(message);
              assertThat(e.hint()).isNotBlank();
            });
  }
}
