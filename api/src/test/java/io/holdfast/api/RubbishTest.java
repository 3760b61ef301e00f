package io.holdfast.api;

import static io.holdfast.api.RubbishRequests.texts;
import static io.holdfast.workflows.error.ErrorCode.METHOD_NOT_SUPPORTED;
import static io.holdfast.workflows.error.ErrorCode.VALIDATION_FAILED;

import io.holdfast.api.rig.Answer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rubbish in every field of every request is a clear 4xx that names the field.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RubbishTest {
  private static final String LONG = "x".repeat(300);
  private static final List<String> NO_TEXT = List.of("1", "1.5", "true", "[]", "{}");
  private static final String ULID = "01K9ZT3V6Q8M2W4X5Y7Z9ABCDE";

  private final ApiRig rig = new ApiRig();

  RubbishTest() {
    rig.http.post("/v1/instances", ApiRig.instanceBody("shop")).is(201);
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  @ParameterizedTest
  @MethodSource({"instances", "backups", "restores", "queries", "paths"})
  void isAnsweredWithAProblemThatNamesTheField(Rubbish rubbish) {
    Answer answer =
        rubbish.method().equals("GET")
            ? rig.http.get(rubbish.path())
            : rig.http.send(rubbish.method(), rubbish.path(), rubbish.body());

    answer.isProblem(
        400, rubbish.code() == null ? VALIDATION_FAILED : rubbish.code(), rubbish.field());
  }

  static Stream<Rubbish> instances() {
    RubbishRequests post = new RubbishRequests("POST", "/v1/instances");
    post.base("id", "\"fresh\"").base("connectionString", "\"mongodb://db1/\"");
    post.bad("id", NO_TEXT).bad("id", texts("", "x", "Shop", "9shop", "a b", "../shop", LONG));
    post.missing("id").missing("connectionString");
    post.bad("engine", NO_TEXT).bad("engine", texts("", "oracle", "MONGODB", "redis"));
    post.bad("connectionString", NO_TEXT);
    post.bad(
        "connectionString",
        texts(
            "",
            "db1:27017",
            "http://db1",
            "mongodb://",
            "mongodb://db1:0/",
            "mongodb://db1:70000/",
            "mongodb://db1:port/",
            "mongodb://db1,,db2/",
            "mongodb://db 1/",
            "mongodb://db1/?replicaSet",
            "mongodb://db1/a/b",
            "mongodb+srv://one.example,two.example/",
            "mongodb+srv://one.example:27017/",
            "mongodb://" + "x".repeat(2100),
            "mongodb://db1\\u0000/"));
    post.bad("description", NO_TEXT).bad("description", texts(LONG, "a\\u0007b"));
    post.bad("credentials", List.of("1", "true", "[]", "\"env:X\""));
    post.bad("colour", texts("blue"));
    RubbishRequests login = post.inside("credentials");
    login.base("username", "\"u\"").base("password", "\"env:P\"");
    login.bad("username", NO_TEXT).bad("username", texts("", LONG, "a\\nb")).missing("username");
    login.bad("password", NO_TEXT).bad("password", texts("", "hush", "env:", "file:x"));
    login.missing("password");
    login.bad("authDatabase", NO_TEXT).bad("authDatabase", texts("", "a/b", "a b", LONG));
    login.bad("colour", texts("blue"));
    RubbishRequests patch = new RubbishRequests("PATCH", "/v1/instances/shop");
    patch.bad("connectionString", texts("", "http://db1")).bad("description", texts(LONG));
    patch.bad("connectionString", NO_TEXT).bad("credentials", List.of("1", "\"x\"", "[]"));
    patch.bad("engine", texts("oracle")).bad("colour", texts("blue"));
    return Stream.of(post, login, patch).flatMap(RubbishRequests::stream);
  }

  static Stream<Rubbish> backups() {
    RubbishRequests post = new RubbishRequests("POST", "/v1/instances/shop/backups");
    post.bad("name", NO_TEXT).bad("name", texts("", "abc", "1abc", "a b c", "a/b/c", LONG));
    post.bad("method", NO_TEXT).bad("method", texts("", "magic", "LOGICAL"));
    post.bad("description", NO_TEXT).bad("description", texts(LONG, "a > b", "a\\rb", "it's"));
    post.bad("allowPrimary", List.of("1", "\"true\"", "\"yes\"", "[]", "{}"));
    post.bad("maxParallel", List.of("0", "-1", "65", "1.5", "\"2\"", "[]"));
    post.bad("maxBytesPerSecond", List.of("0", "65535", "-1", "1.5", "\"65536\"", "{}"));
    post.bad("copyDeadlineSeconds", List.of("0", "-1", "518401", "1.5", "\"60\"", "60"));
    post.bad("colour", texts("blue"));
    return Stream.concat(
        post.stream(),
        Stream.of(
            new Rubbish(
                "POST",
                "/v1/instances/shop/backups",
                "{\"method\": \"rdb\"}",
                "method",
                METHOD_NOT_SUPPORTED),
            rubbish("{\"method\": \"physical\", \"keeping\": \"fsync_lock\"}", "keeping"),
            rubbish("{\"method\": \"physical\", \"copy\": \"manual\"}", "copy"),
            rubbish("{\"method\": \"external\", \"copy\": \"upload\"}", "copy")));
  }

  private static Rubbish rubbish(String backup, String field) {
    return new Rubbish("POST", "/v1/instances/shop/backups", backup, field, VALIDATION_FAILED);
  }

  static Stream<Rubbish> restores() {
    return Stream.of("/v1/restores", "/v1/restores/plan")
        .flatMap(
            path -> {
              RubbishRequests post = new RubbishRequests("POST", path);
              post.base("source", "\"shop\"").base("backup", "\"spring\"");
              post.bad("source", NO_TEXT).bad("source", texts("", "SHOP", LONG)).missing("source");
              post.bad("backup", NO_TEXT).bad("backup", texts("", "a", "a b c")).missing("backup");
              post.bad("target", NO_TEXT).bad("target", texts("", "Clone", "a/b"));
              post.bad("consent", NO_TEXT);
              post.bad("users", NO_TEXT).bad("users", texts("", "burn", "KEEP"));
              post.bad("allowVersionMismatch", List.of("0", "\"false\"", "[]"));
              post.bad("writers", List.of("0", "17", "-1", "\"2\"", "1.5", "99999999999"));
              post.bad("writeConcern", NO_TEXT).bad("writeConcern", texts("", "w3"));
              post.bad("replace", NO_TEXT).bad("replace", texts("", "swap"));
              post.bad("include", List.of("\"shop.*\"", "{}", "[null]"));
              post.bad("exclude", List.of("7", "[null]")).bad("rename", List.of("[null]"));
              post.bad("colour", texts("blue"));
              return Stream.concat(post.stream(), patterns(path));
            });
  }

  private static Stream<Rubbish> patterns(String path) {
    return Stream.of(
            "include[0] 'include': [1]",
            "include[0] 'include': ['']",
            "include[0] 'include': ['.shop']",
            "include[1] 'include': ['a.b', 'shop.**']",
            "include[0] 'include': ['a.\\u0000']",
            "exclude[0] 'exclude': [[]]",
            "exclude[0] 'exclude': ['" + LONG.repeat(9) + ".x']",
            "rename[0].from 'rename': [{}]",
            "rename[0].to 'rename': [{'from': 'shop.*'}]",
            "rename[0] 'rename': [{'from': 'shop.*', 'to': 'x.y'}]")
        .map(line -> line.split(" ", 2))
        .map(
            part ->
                new Rubbish(
                    "POST",
                    path,
                    ("{'source': 'shop', 'backup': 'spring', " + part[1] + "}").replace('\'', '"'),
                    part[0],
                    null));
  }

  static Stream<Rubbish> queries() {
    return Stream.of(
            "/v1/instances?limit=0 limit",
            "/v1/instances?limit=many limit",
            "/v1/instances?cursor=%21 cursor",
            "/v1/backups?limit=501 limit",
            "/v1/backups?limit=-1 limit",
            "/v1/backups?limit=99999999999 limit",
            "/v1/backups?limit=2&limit=3 limit",
            "/v1/backups?cursor=AAAA cursor",
            "/v1/backups?cursor=%00 cursor",
            "/v1/backups?instance=SHOP instance",
            "/v1/backups?instance= instance",
            "/v1/backups?state=sideways state",
            "/v1/backups?state=COMPLETED state",
            "/v1/backups?method=magic method",
            "/v1/backups?trigger=happy trigger",
            "/v1/backups?from=yesterday from",
            "/v1/backups?to=2026-02-30T00:00:00Z to",
            "/v1/backups?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z to",
            "/v1/backups?instnce=shop instnce",
            "/v1/instances/shop/backups/spring?include=everything include",
            "/v1/instances/shop/backups/spring?limit=0 limit",
            "/v1/instances/shop?limit=1 limit",
            "/v1/operations?running=maybe running",
            "/v1/operations?instance=a/b instance",
            "/v1/operations?limit=x limit",
            "/v1/operations?cursor=x cursor",
            "/v1/restores?target=A target",
            "/v1/restores?limit=0 limit",
            "/v1/restores?cursor=%25 cursor",
            "/v1/status?verbose=1 verbose")
        .map(line -> line.split(" ", -1))
        .map(part -> new Rubbish("GET", part[0], "", part[1], null));
  }

  static Stream<Rubbish> paths() {
    return Stream.of(
        new Rubbish("GET", "/v1/instances/SHOP", "", "instance", null),
        new Rubbish("GET", "/v1/instances/s", "", "instance", null),
        new Rubbish("GET", "/v1/instances/" + LONG, "", "instance", null),
        new Rubbish("GET", "/v1/instances/a%2F..%2Fb", "", "instance", null),
        new Rubbish("GET", "/v1/instances/a%00b/topology", "", "instance", null),
        new Rubbish("DELETE", "/v1/instances/SHOP", "", "instance", null),
        new Rubbish("PATCH", "/v1/instances/SHOP", "{}", "instance", null),
        new Rubbish("POST", "/v1/instances/SHOP/backups", "{}", "instance", null),
        new Rubbish("GET", "/v1/instances/shop/backups/a", "", "backup", null),
        new Rubbish("GET", "/v1/instances/shop/backups/a%20b%20c", "", "backup", null),
        new Rubbish("GET", "/v1/operations/rubbish", "", "operation", null),
        new Rubbish("GET", "/v1/operations/rubbish/comparison", "", "operation", null),
        new Rubbish("POST", "/v1/instances/S/backups/spring/compare", "{}", "instance", null),
        new Rubbish("POST", "/v1/instances/shop/backups/a/compare", "{}", "backup", null),
        new Rubbish(
            "POST", "/v1/instances/shop/backups/spring/compare", "{\"target\": 1}", "target", null),
        new Rubbish(
            "GET",
            "/v1/operations/shop." + ULID.toLowerCase(java.util.Locale.ROOT),
            "",
            "operation",
            null),
        new Rubbish("GET", "/v1/operations/SHOP." + ULID, "", "operation", null),
        new Rubbish("GET", "/v1/operations/shop." + ULID + "0/events", "", "operation", null),
        new Rubbish("POST", "/v1/operations/shop/cancel", "", "operation", null),
        new Rubbish("GET", "/v1/restores/rubbish", "", "restore", null));
  }
}
