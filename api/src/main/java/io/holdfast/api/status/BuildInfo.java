package io.holdfast.api.status;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// What the build wrote down: Holdfast's version and that of Swagger UI.
@Singleton
public final class BuildInfo {
  private final Properties properties = new Properties();

  BuildInfo() {
    try (InputStream in =
        BuildInfo.class.getResourceAsStream("/io/holdfast/api/build.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Such as `0.1.0`.
  public String version() {
    return properties.getProperty("version", "unknown");
  }

  /// Such as `5.33.3`.
  public String swaggerUi() {
    return properties.getProperty("swagger-ui", "unknown");
  }
}
