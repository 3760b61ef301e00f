package io.holdfast.api;

import io.holdfast.api.guard.TokenFile;
import io.holdfast.api.repository.RepositoryConfiguration;
import io.holdfast.workflows.error.HoldfastException;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A running API, within whatever process started it.
///
/// Starting it opens neither the repository nor a connection to Temporal: both are reached with the
/// first request that needs them, so that the API may start before they do.
public final class ApiProcess implements AutoCloseable {
  private final EmbeddedServer server;

  private ApiProcess(EmbeddedServer server) {
    this.server = server;
  }

  /// Starts an API that listens when this returns.
  ///
  /// @throws HoldfastException when the settings are refused: VALIDATION_FAILED, TOKEN_REFUSED
  public static ApiProcess start(ApiSettings settings) {
    return start(settings.properties(), builder -> builder);
  }

  /// Starts an API that is told everything by its environment: `HOLDFAST_API_PORT` and so on.
  public static ApiProcess startFromEnvironment() {
    return start(Map.of(), builder -> builder);
  }

  static ApiProcess start(
      Map<String, Object> properties, UnaryOperator<ApplicationContextBuilder> adapt) {
    ApplicationContextBuilder builder =
        ApplicationContext.builder().properties(properties).deduceEnvironment(false).banner(false);
    ApplicationContext context = adapt.apply(builder).build();
    try {
      context.start();
      // Refuse wrong settings before anybody can connect.
      var _ = context.getBean(TokenFile.class);
      var _ = context.getBean(RepositoryConfiguration.class);
      return new ApiProcess(context.getBean(EmbeddedServer.class).start());
    } catch (RuntimeException e) {
      context.close();
      throw refusalIn(e);
    }
  }

  /// A setting is refused deep inside the framework; people shall see only the reason.
  private static RuntimeException refusalIn(RuntimeException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof HoldfastException refusal) {
        return refusal;
      }
    }
    return e;
  }

  /// Where the API answers, such as `http://127.0.0.1:8080`.
  public URI uri() {
    return server.getURI();
  }

  @Override
  public void close() {
    server.getApplicationContext().close();
  }
}
