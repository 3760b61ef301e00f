package io.holdfast.sandbox.router;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import java.util.List;

/// What a router says of itself.
///
/// @param options the answer to `getCmdLineOpts`
record RouterInfo(Doc options) {
  private static final String VERSION = "4.4.6";

  /// As `hello` is answered by a 4.4 router, without a topology version, so that drivers ask again.
  Doc hello(Request request) {
    boolean modern = request.name().equals("hello");
    return new DocBuilder()
        .put(modern ? "isWritablePrimary" : "ismaster", true)
        .put("helloOk", true)
        .put("msg", "isdbgrid")
        .put("maxBsonObjectSize", 16 * 1024 * 1024)
        .put("maxMessageSizeBytes", 48_000_000)
        .put("maxWriteBatchSize", 100_000)
        .putDate("localTime", System.currentTimeMillis())
        .put("logicalSessionTimeoutMinutes", 30)
        .put("connectionId", request.connection())
        .put("minWireVersion", 0)
        .put("maxWireVersion", 9)
        .put("ok", 1.0)
        .build();
  }

  Doc ok(Request request) {
    return new DocBuilder().put("ok", 1.0).build();
  }

  Doc build(Request request) {
    return new DocBuilder()
        .put("version", VERSION)
        .put("sandbox", true)
        .put("dataFiles", true)
        .put("modules", List.of())
        .put("versionArray", List.of(Value.of(4), Value.of(4), Value.of(6), Value.of(0)))
        .put("bits", 64)
        .put("ok", 1.0)
        .build();
  }

  Doc connection(Request request) {
    Doc nobody =
        new DocBuilder()
            .put("authenticatedUsers", List.of())
            .put("authenticatedUserRoles", List.of())
            .build();
    return new DocBuilder().put("authInfo", nobody).put("ok", 1.0).build();
  }

  Doc commandLine(Request request) {
    return DocBuilder.from(options).put("ok", 1.0).build();
  }
}
