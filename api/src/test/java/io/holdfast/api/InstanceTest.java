package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.api.rig.Answer;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.SealedSecret;
import io.holdfast.workflows.model.InstanceId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstanceTest {
  private static final String WITH_LOGIN =
      """
      {"id": "%s", "connectionString": "mongodb://db1/?replicaSet=rs0", "description": "Orders",
       "credentials": {"username": "backup", "password": "env:SHOP_PASSWORD"}}
      """;

  private final ApiRig rig = new ApiRig();

  @AfterEach
  void mend() {
    rig.deployment.release();
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  @Test
  void aRegisteredInstanceIsShownAsItWasSentWithItsDefaults() {
    String body = WITH_LOGIN.formatted("with-login").replace("db1", "db-of-its-own");
    Answer created = rig.http.post("/v1/instances", body).is(201);

    assertThat(created.header("Location")).isEqualTo("/v1/instances/with-login");
    Answer shown = rig.http.get("/v1/instances/with-login").is(200);
    assertThat(shown.json()).isEqualTo(created.json());
    assertThat(shown.at("/engine")).isEqualTo("mongodb");
    assertThat(shown.at("/description")).isEqualTo("Orders");
    assertThat(shown.at("/credentials/authDatabase")).isEqualTo("admin");
    assertThat(shown.at("/credentials/password")).isEqualTo("env:SHOP_PASSWORD");
    assertThat(rig.http.get("/v1/instances").json().at("/items").findValuesAsString("id"))
        .contains("with-login");
  }

  @Test
  void aRegistrationIsToldWhichInstancesHaveTheSameHosts() {
    String body = "{\"id\": \"%s\", \"connectionString\": \"mongodb://%s/\"}";
    rig.http.post("/v1/instances", body.formatted("first-name", "twice1,twice2:27018")).is(201);

    Answer second =
        rig.http.post("/v1/instances", body.formatted("second-name", "twice3,TWICE1:27017"));
    Answer third = rig.http.post("/v1/instances", body.formatted("neighbour", "twice2:27017"));

    assertThat(second.is(201).json().at("/sharesHostsWith").valueStream())
        .extracting(JsonNode::asString)
        .containsExactly("first-name");
    assertThat(third.is(201).json().has("sharesHostsWith")).isFalse();
  }

  @Test
  void anIdIsRegisteredOnce() {
    String shop = rig.instance();

    rig.http
        .post("/v1/instances", ApiRig.instanceBody(shop))
        .isProblem(409, ErrorCode.INSTANCE_EXISTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mongodb://backup:hush@db1/?replicaSet=rs0",
        "mongodb://backup:hush%2Fhush@db1,db2/admin?replicaSet=rs0",
        "mongodb+srv://backup:hush@cluster0.example.net/",
        "mongodb://backup:@db1/",
        "mongodb://db1/?tls=true&tlsCertificateKeyFilePassword=hush",
        "mongodb://db1/?proxyHost=p&proxyUsername=u&proxyPassword=hush",
        "mongodb://db1/?authMechanismProperties=AWS_SESSION_TOKEN:hush"
      })
  void aSecretInTheConnectionStringIsRefusedAndNotRepeated(String url) {
    String body = "{\"id\": \"careless\", \"connectionString\": \"" + url + "\"}";

    Answer refused =
        rig.http
            .post("/v1/instances", body)
            .isProblem(400, ErrorCode.SECRET_IN_URL, "connectionString");

    assertThat(refused.text()).doesNotContain("hush");
    rig.http.get("/v1/instances/careless").isProblem(404, ErrorCode.INSTANCE_NOT_FOUND);
  }

  @Test
  void aPatchChangesWhatItNamesAndTakesAwayWhatIsNull() {
    rig.http.post("/v1/instances", WITH_LOGIN.formatted("patched")).is(201);

    Answer changed =
        rig.http
            .patch("/v1/instances/patched", "{\"credentials\": {\"username\": \"other\"}}")
            .is(200);
    assertThat(changed.at("/credentials/username")).isEqualTo("other");
    assertThat(changed.at("/credentials/password")).isEqualTo("env:SHOP_PASSWORD");
    assertThat(changed.at("/description")).isEqualTo("Orders");

    Answer taken = rig.http.patch("/v1/instances/patched", "{\"credentials\": null}").is(200);
    assertThat(taken.json().at("/credentials").isMissingNode()).isTrue();
    assertThat(taken.json()).isEqualTo(rig.http.get("/v1/instances/patched").json());
  }

  @Test
  void aChangeIsMadeOnlyToTheVersionThatWasRead() {
    rig.http.post("/v1/instances", WITH_LOGIN.formatted("versioned")).is(201);
    String path = "/v1/instances/versioned";
    String read = rig.http.get(path).is(200).header("ETag");
    String change = "{\"description\": \"%s\"}";

    Answer changed = patchIf(path, read, change.formatted("mine")).is(200);

    assertThat(read).startsWith("\"").endsWith("\"");
    assertThat(changed.header("ETag")).isNotEqualTo(read);
    patchIf(path, read, change.formatted("late")).isProblem(409, ErrorCode.RECORD_CHANGED);
    patchIf(path, "*", change.formatted("any")).is(200);
    patchIf(path, "weak", change.formatted("?"))
        .isProblem(400, ErrorCode.VALIDATION_FAILED, "If-Match");
    assertThat(rig.http.get(path).at("/description")).isEqualTo("any");
  }

  private Answer patchIf(String path, String tag, String body) {
    return rig.http.send("PATCH", path, body, "If-Match", tag);
  }

  @Test
  void theConnectionStringStaysWhileAnOperationRuns() {
    String shop = rig.instance();
    rig.deployment.hold();
    String operation = rig.backup(shop, "{}").is(202).at("/operation/id");
    rig.awaitState(operation, "running");
    String path = "/v1/instances/" + shop;

    rig.http
        .patch(path, "{\"connectionString\": \"mongodb://elsewhere/\"}")
        .isProblem(409, ErrorCode.INSTANCE_BUSY);
    rig.http.patch(path, "{\"description\": \"Busy\"}").is(200);
  }

  @Test
  void aPasswordThatIsGivenIsSealedAndShownNowhere() {
    String body =
        """
        {"id": "sealed", "connectionString": "mongodb://db1/?replicaSet=rs0",
         "credentials": {"username": "backup", "secret": "hush"}}
        """;
    Answer created = rig.http.post("/v1/instances", body).is(201);
    Answer patched =
        rig.http
            .patch("/v1/instances/sealed", "{\"credentials\": {\"username\": \"other\"}}")
            .is(200);

    for (Answer answer : List.of(created, patched, rig.http.get("/v1/instances/sealed").is(200))) {
      assertThat(answer.text()).doesNotContain("hush").doesNotContain("sealed:");
      assertThat(answer.json().at("/credentials/sealed").asBoolean()).isTrue();
      assertThat(answer.json().at("/credentials/password").isMissingNode()).isTrue();
    }
    Instance kept = rig.catalogue.instance(new InstanceId("sealed")).orElseThrow().value();
    assertThat(kept.format()).isEqualTo(Instance.SEALED_FORMAT);
    assertThat(kept.credentials())
        .isEqualTo(
            new Credentials(
                "other", "admin", new SealedSecret("sealed:0123456789abcdef:1752527720")));
  }

  @Test
  void aSealedPasswordAndANamedOneTakeEachOthersPlace() {
    rig.http.post("/v1/instances", WITH_LOGIN.formatted("changing")).is(201);
    String path = "/v1/instances/changing";

    Answer sealed = rig.http.patch(path, "{\"credentials\": {\"secret\": \"hush\"}}").is(200);
    assertThat(sealed.json().at("/credentials/password").isMissingNode()).isTrue();
    Answer named = rig.http.patch(path, "{\"credentials\": {\"password\": \"env:OTHER\"}}").is(200);
    assertThat(named.at("/credentials/password")).isEqualTo("env:OTHER");
    rig.http
        .patch(path, "{\"credentials\": {\"password\": \"env:P\", \"secret\": \"hush\"}}")
        .isProblem(400, ErrorCode.VALIDATION_FAILED, "credentials.secret");
    assertThat(rig.catalogue.instance(new InstanceId("changing")).orElseThrow().value().format())
        .isEqualTo(Instance.FORMAT);
  }

  @Test
  void aPatchIsHeldToTheRulesOfANewInstance() {
    String path = "/v1/instances/" + rig.instance();

    rig.http
        .patch(path, "{\"connectionString\": \"mongodb://u:hush@db1/\"}")
        .isProblem(400, ErrorCode.SECRET_IN_URL, "connectionString");
    rig.http
        .patch(path, "{\"connectionString\": null}")
        .isProblem(400, ErrorCode.VALIDATION_FAILED, "connectionString");
    rig.http
        .patch(path, "{\"credentials\": {\"username\": \"u\"}}")
        .isProblem(400, ErrorCode.VALIDATION_FAILED, "credentials.password");
    rig.http.patch(path, "{\"id\": \"renamed\"}").isProblem(400, ErrorCode.VALIDATION_FAILED, "id");
    rig.http.patch(path, "{\"colour\": 1}").isProblem(400, ErrorCode.VALIDATION_FAILED, "colour");
  }

  @Test
  void aForgottenInstanceIsGone() {
    String shop = rig.instance();

    assertThat(rig.http.delete("/v1/instances/" + shop).is(204).text()).isEmpty();

    rig.http.get("/v1/instances/" + shop).isProblem(404, ErrorCode.INSTANCE_NOT_FOUND);
    rig.http.delete("/v1/instances/" + shop).isProblem(404, ErrorCode.INSTANCE_NOT_FOUND);
  }

  @Test
  void anInstanceIsNotForgottenWhileAnOperationRunsOnIt() {
    String shop = rig.instance();
    rig.deployment.hold();
    String operation = rig.backup(shop, "{}").is(202).at("/operation/id");
    rig.awaitState(operation, "running");

    Answer refused = rig.http.delete("/v1/instances/" + shop);

    assertThat(refused.isProblem(409, ErrorCode.INSTANCE_BUSY).at("/detail")).contains(operation);
  }
}
