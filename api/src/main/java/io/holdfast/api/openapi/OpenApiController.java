package io.holdfast.api.openapi;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/// `/openapi` and `/openapi.yaml`: the API's description.
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Hidden
final class OpenApiController {
  private static final String YAML = "application/yaml";

  private final OpenApiDocument document;

  OpenApiController(OpenApiDocument document) {
    this.document = document;
  }

  @Get(
      value = "/openapi",
      produces = {MediaType.APPLICATION_JSON, YAML})
  HttpResponse<?> negotiated(HttpRequest<?> request) {
    boolean yaml =
        request.accept().stream()
            .findFirst()
            .filter(type -> type.getName().equals(YAML))
            .isPresent();
    return yaml ? yaml() : HttpResponse.ok(document.tree()).contentType(MediaType.APPLICATION_JSON);
  }

  @Get(value = "/openapi.yaml", produces = YAML)
  HttpResponse<String> yaml() {
    return HttpResponse.ok(text(document.tree())).contentType(YAML);
  }

  private static String text(Map<String, Object> tree) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    return new Yaml(options).dump(tree);
  }
}
