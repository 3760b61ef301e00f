package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.holdfast.api.rig.Answer;
import io.holdfast.api.rig.Samples;
import io.holdfast.workflows.model.InstanceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The description that the API gives of itself is true.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
  /// The public contract: a route that comes or goes must be written here by a person.
  private static final List<String> ROUTES =
      List.of(
          "DELETE /v1/instances/{instance}",
          "GET /health",
          "GET /v1/backups",
          "GET /v1/instances",
          "GET /v1/instances/{instance}",
          "GET /v1/instances/{instance}/backups/{backup}",
          "GET /v1/instances/{instance}/backups/{backup}/files",
          "GET /v1/instances/{instance}/topology",
          "GET /v1/operations",
          "GET /v1/operations/{operation}",
          "GET /v1/operations/{operation}/comparison",
          "GET /v1/operations/{operation}/events",
          "GET /v1/restores",
          "GET /v1/restores/{restore}",
          "GET /v1/restores/{restore}/copy",
          "GET /v1/status",
          "PATCH /v1/instances/{instance}",
          "POST /v1/instances",
          "POST /v1/instances/{instance}/backups",
          "POST /v1/instances/{instance}/backups/{backup}/compare",
          "POST /v1/instances/{instance}/backups/{backup}/finish",
          "POST /v1/operations/{operation}/cancel",
          "POST /v1/restores",
          "POST /v1/restores/plan",
          "POST /v1/restores/{restore}/finish");

  private final ApiRig rig = new ApiRig();
  private final JsonNode document = rig.http.get("/openapi").is(200).json();
  private final String shop = rig.instance();

  OpenApiTest() {
    rig.catalogue.add(
        Samples.manifest(new InstanceId(shop), "spring", Instant.parse("2026-04-01T12:00:00Z")));
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  @Test
  void theDescriptionListsExactlyThePublicRoutes() {
    List<String> described = new ArrayList<>();
    document
        .get("paths")
        .forEachEntry(
            (path, methods) ->
                methods.forEachEntry(
                    (method, _) ->
                        described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));

    assertThat(described).containsExactlyInAnyOrderElementsOf(ROUTES);
  }

  @Test
  void everyDescribedRouteIsThere() {
    for (String route : ROUTES) {
      String[] parts = route.replaceAll("\\{\\w+}", "x").split(" ", -1);

      Answer answer = rig.http.send(parts[0], parts[1], "");

      assertThat(answer.status()).as(route).isNotIn(404, 405, 500);
    }
  }

  @Test
  void everyErrorIsDescribedAsAProblemAndEveryRouteHasOne() {
    for (JsonNode operation : operations()) {
      operation
          .get("responses")
          .forEachEntry(
              (status, response) -> {
                if (!status.startsWith("2")) {
                  assertThat(response.get("content").propertyNames())
                      .as("%s of %s", status, operation.get("operationId"))
                      .containsExactly("application/problem+json");
                }
              });
      assertThat(operation.get("responses").propertyNames()).contains("400", "500", "default");
    }
  }

  @Test
  void everyOperationHasASummaryAnOwnIdAndEveryParameterADescriptionOrASchema() {
    List<String> ids = new ArrayList<>();
    for (JsonNode operation : operations()) {
      ids.add(operation.get("operationId").asString());
      assertThat(operation.get("summary").asString()).isNotBlank();
      operation
          .path("parameters")
          .forEach(parameter -> assertThat(parameter.get("schema").get("type")).isNotNull());
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void everyReferenceLeadsSomewhereAndNothingIsDescribedInVain() {
    TreeSet<String> used = new TreeSet<>();
    document.findValuesAsString("$ref").forEach(used::add);

    TreeSet<String> named = new TreeSet<>();
    document
        .at("/components/schemas")
        .propertyNames()
        .forEach(name -> named.add("#/components/schemas/" + name));
    assertThat(used).isEqualTo(named);
  }

  @Test
  void whatIsAnsweredIsWhatIsDescribed() {
    String clone = rig.instance();
    Answer backup = rig.backup(shop, "{\"name\": \"summer\"}");
    Answer restore =
        rig.http.post(
            "/v1/restores",
            "{\"source\": \"%s\", \"backup\": \"spring\", \"target\": \"%s\", \"include\": [\"sales.*\"]}"
                .formatted(shop, clone));

    validate("BackupStarted", backup.is(202));
    validate("RestoreStarted", restore.is(202));
    rig.awaitState(restore.at("/operation/id"), "completed");
    validate("RestoreView", rig.http.get("/v1/restores/" + restore.at("/operation/id")));
    validate("PageOfRestoreView", rig.http.get("/v1/restores"));
    Answer compared =
        rig.http.post(
            "/v1/instances/%s/backups/spring/compare".formatted(shop),
            "{\"target\": \"%s\"}".formatted(clone));
    validate("OperationView", compared.is(202));
    rig.awaitState(compared.at("/id"), "completed");
    validate(
        "ComparisonView", rig.http.get("/v1/operations/" + compared.at("/id") + "/comparison"));
    validate("OperationView", rig.http.get("/v1/operations/" + backup.at("/operation/id")));
    validate("PageOfOperationView", rig.http.get("/v1/operations"));
    validate("PageOfBackupView", rig.http.get("/v1/backups"));
    String spring = "/v1/instances/" + shop + "/backups/spring";
    validate("BackupDetail", rig.http.get(spring + "?include=contents"));
    validate("InstanceView", rig.http.get("/v1/instances/" + shop));
    validate("PageOfInstanceView", rig.http.get("/v1/instances"));
    validate("Topology", rig.http.get("/v1/instances/" + shop + "/topology"));
    validate("StatusView", rig.http.get("/v1/status"));
    validate("HealthView", rig.http.get("/health"));
    validate("Problem", rig.http.get("/v1/instances/nowhere"));
  }

  @Test
  void theExamplesOfRequestsAreAcceptedAsTheyStand() {
    ObjectNode instance = example("InstanceBody");
    instance.set("credentials", example("CredentialsBody"));
    instance.put("id", "from-the-examples");

    rig.http.post("/v1/instances", instance.toString()).is(201);
    rig.http
        .post("/v1/instances/from-the-examples/backups", example("BackupBody").toString())
        .is(202);
  }

  @Test
  void yamlAndJsonSayTheSame() {
    JsonMapper json = new JsonMapper();
    for (Answer yaml :
        List.of(
            rig.http.get("/openapi.yaml").is(200),
            rig.http.send(
                rig.http.request("/openapi").header("Accept", "application/yaml").GET()))) {
      assertThat(yaml.header("content-type")).startsWith("application/yaml");
      Map<String, Object> tree = new Yaml().load(yaml.text());
      assertThat(json.<JsonNode>valueToTree(tree)).isEqualTo(document);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/docs", "/docs/start.js", "/docs/swagger-ui-bundle.js", "/docs/swagger-ui.css"})
  void theDocumentationIsServedFromHere(String path) {
    Answer answer = rig.http.get(path).is(200);

    assertThat(answer.header("Content-Security-Policy")).contains("default-src 'self'");
    if (!path.contains("swagger-ui")) {
      assertThat(answer.text()).doesNotContain("http://", "https://", "src=\"//");
    }
  }

  private List<JsonNode> operations() {
    List<JsonNode> operations = new ArrayList<>();
    document.get("paths").forEach(path -> path.forEach(operations::add));
    return operations;
  }

  private ObjectNode example(String schema) {
    ObjectNode body = new JsonMapper().createObjectNode();
    document
        .at("/components/schemas/" + schema + "/properties")
        .forEachEntry(
            (name, property) -> {
              if (property.has("examples")) {
                body.set(name, property.get("examples").get(0));
              }
            });
    return body;
  }

  private void validate(String schema, Answer answer) {
    ObjectNode root = (ObjectNode) document.deepCopy();
    root.put("$ref", "#/components/schemas/" + schema);
    Schema validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(root);

    assertThat(validator.validate(answer.json())).as("%s: %s", schema, answer.text()).isEmpty();
  }
}
