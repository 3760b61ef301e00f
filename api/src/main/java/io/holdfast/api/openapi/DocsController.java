package io.holdfast.api.openapi;

import io.holdfast.api.status.BuildInfo;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.server.types.files.StreamedFile;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.InputStream;

/// `/docs`: Swagger UI out of its WebJar, so that it needs no other host.
@Controller("/docs")
@Hidden
final class DocsController {
  private static final String OWN = "/io/holdfast/api/docs/";
  private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/";

  private final BuildInfo build;

  DocsController(BuildInfo build) {
    this.build = build;
  }

  @Get
  MutableHttpResponse<StreamedFile> page() {
    return file(OWN + "index.html", MediaType.TEXT_HTML_TYPE);
  }

  @Get("/start.js")
  MutableHttpResponse<StreamedFile> script() {
    return file(OWN + "start.js", MediaType.of("text/javascript"));
  }

  @Get("/swagger-ui-bundle.js")
  MutableHttpResponse<StreamedFile> bundle() {
    return file(webjar("swagger-ui-bundle.js"), MediaType.of("text/javascript"));
  }

  @Get("/swagger-ui.css")
  MutableHttpResponse<StreamedFile> style() {
    return file(webjar("swagger-ui.css"), MediaType.TEXT_CSS_TYPE);
  }

  private String webjar(String name) {
    return WEBJAR + build.swaggerUi() + "/" + name;
  }

  private static MutableHttpResponse<StreamedFile> file(String resource, MediaType type) {
    InputStream in = DocsController.class.getResourceAsStream(resource);
    if (in == null) {
      throw new HttpStatusException(HttpStatus.NOT_FOUND, resource);
    }
    return HttpResponse.ok(new StreamedFile(in, type))
        .contentType(type)
        // Swagger UI draws its icons from data: URLs and sets styles by script.
        .header(
            "Content-Security-Policy",
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
                + " frame-ancestors 'none'");
  }
}
