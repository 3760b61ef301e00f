package io.holdfast.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/// No container engine runs where these tests run, so the file is checked for what can be known
/// without one: its shape, and that its settings fit together.
class ComposeFileTest {
  private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)}");
  private static Map<String, String> settings = Map.of();
  private static Map<String, Object> compose = Map.of();

  @BeforeAll
  static void read() {
    settings =
        Project.read(".env")
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    String text =
        VARIABLE
            .matcher(Project.read("docker-compose.yml"))
            .replaceAll(
                match ->
                    Objects.requireNonNull(
                        settings.get(match.group(1)), match.group(1) + " is not in .env"));
    compose = new Yaml().load(text);
  }

  @Test
  void theFileHasTheShapeOfAComposeFile() throws Exception {
    String schema =
        new String(
            Objects.requireNonNull(ComposeFileTest.class.getResourceAsStream("compose.schema.json"))
                .readAllBytes(),
            java.nio.charset.StandardCharsets.UTF_8);
    Schema checked =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);

    assertThat(checked.validate(JsonMapper.builder().build().valueToTree(compose))).isEmpty();
  }

  @Test
  void everySettingIsUsed() {
    String text = Project.read("docker-compose.yml");

    assertThat(settings.keySet())
        .filteredOn(name -> !name.equals("COMPOSE_PROJECT_NAME"))
        .allSatisfy(name -> assertThat(text).contains("${" + name + "}"));
  }

  @Test
  void everyImageIsPinnedToAVersion() {
    assertThat(services().values())
        .extracting(service -> (String) service.get("image"))
        .allSatisfy(image -> assertThat(image).matches("[a-z0-9/_.-]+:[A-Z0-9a-z.-]*[0-9].*"));
  }

  @Test
  void everyPublishedPortIsOnLoopback() {
    assertThat(services().values())
        .flatExtracting(service -> strings(service.get("ports")))
        .isNotEmpty()
        .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
  }

  @Test
  void everyServiceThatIsWaitedForSaysWhenItIsHealthy() {
    services()
        .forEach(
            (name, service) ->
                dependencies(service)
                    .forEach(
                        (other, condition) -> {
                          assertThat(services()).as("needed by %s", name).containsKey(other);
                          if (condition.equals("service_healthy")) {
                            assertThat(services().get(other)).containsKey("healthcheck");
                          }
                        }));
  }

  @Test
  void everyNamedVolumeIsDeclared() {
    Map<String, Object> declared = map(compose.get("volumes"));

    assertThat(services().values())
        .flatExtracting(service -> strings(service.get("volumes")))
        .extracting(volume -> volume.split(":", 2)[0])
        .allSatisfy(volume -> assertThat(declared).containsKey(volume));
  }

  @Test
  void workerAndApiKeepTheirRepositoryInTheBucketServer() {
    for (String name : List.of("worker", "api")) {
      Map<String, Object> environment = map(service(name).get("environment"));
      URI repository = URI.create(String.valueOf(environment.get("HOLDFAST_REPOSITORY_URL")));

      assertThat(repository.getScheme()).isEqualTo("s3");
      assertThat(repository.getQuery()).contains("endpoint=http://minio:9000");
      assertThat(environment)
          .containsEntry("AWS_ACCESS_KEY_ID", settings.get("MINIO_ROOT_USER"))
          .containsEntry("AWS_SECRET_ACCESS_KEY", settings.get("MINIO_ROOT_PASSWORD"));
      assertThat(dependencies(service(name))).containsEntry("minio", "service_healthy");
    }
  }

  @Test
  void theReplicaSetHasThreeMembersAndTheScriptNamesThem() {
    Map<String, Map<String, Object>> members =
        services().entrySet().stream()
            .filter(entry -> entry.getKey().matches("mongo\\d"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    String script = String.join("\n", strings(service("mongo-init").get("entrypoint")));

    assertThat(members).hasSize(3);
    assertThat(members.keySet())
        .allSatisfy(member -> assertThat(script).contains(member + ":27017"));
    assertThat(members.values())
        .extracting(member -> strings(member.get("command")))
        .allSatisfy(command -> assertThat(command).contains("--replSet", "rs0"));
  }

  private static Map<String, Map<String, Object>> services() {
    Map<String, Map<String, Object>> services = new LinkedHashMap<>();
    map(compose.get("services")).forEach((name, service) -> services.put(name, map(service)));
    return services;
  }

  private static Map<String, Object> service(String name) {
    return Objects.requireNonNull(services().get(name), name);
  }

  private static Map<String, String> dependencies(Map<String, Object> service) {
    Map<String, String> conditions = new LinkedHashMap<>();
    if (service.get("depends_on") instanceof Map<?, ?> all) {
      all.forEach(
          (name, how) ->
              conditions.put(name.toString(), String.valueOf(map(how).get("condition"))));
    }
    return conditions;
  }

  private static Map<String, Object> map(@Nullable Object value) {
    Map<String, Object> result = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, element) -> result.put(key.toString(), element));
    }
    return result;
  }

  private static List<String> strings(@Nullable Object value) {
    return value instanceof List<?> list ? list.stream().map(Object::toString).toList() : List.of();
  }
}
