package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.member.Member;
import io.holdfast.sandbox.member.ReplicaSet;
import io.holdfast.sandbox.member.StatusReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the server says of itself. `buildInfo` carries `sandbox: true`, so that nobody takes it for
/// a real one.
final class ServerInfo {
  /// The server whose answers are imitated.
  static final String VERSION = "4.4.6";

  private static final String CURSOR_TIMEOUT = "cursorTimeoutMillis";

  private ServerInfo() {}

  static List<Command> commands() {
    return List.of(
        Command.of("buildInfo", Command.Access.ANYONE, List.of(), ServerInfo::buildInfo),
        Command.of("buildinfo", Command.Access.ANYONE, List.of(), ServerInfo::buildInfo),
        Command.of(
            "getParameter",
            Command.Access.ANYWHERE,
            List.of("featureCompatibilityVersion"),
            ServerInfo::parameter),
        Command.of(
            "setParameter",
            Command.Access.ANYWHERE,
            List.of(CURSOR_TIMEOUT),
            ServerInfo::setParameter),
        Command.of("getCmdLineOpts", Command.Access.ANYWHERE, List.of(), ServerInfo::options),
        Command.of(
            "serverStatus",
            Command.Access.ANYWHERE,
            List.of("repl", "metrics", "locks", "storageEngine"),
            ServerInfo::status),
        Command.of("hostInfo", Command.Access.ANYWHERE, List.of(), ServerInfo::host),
        Command.of("whatsmyuri", Command.Access.ANYONE, List.of(), ServerInfo::client),
        Command.of(
            "connectionStatus",
            Command.Access.ANYONE,
            List.of("showPrivileges"),
            ServerInfo::connection),
        Command.of(
            "shutdown",
            Command.Access.ANYWHERE,
            List.of("force", "timeoutSecs"),
            ServerInfo::shutdown));
  }

  private static void buildInfo(Invocation call, DocBuilder reply) {
    if (call.server().disk() != null) {
      reply.put("dataFiles", true);
    }
    reply
        .put("version", VERSION)
        .put("sandbox", true)
        .put("modules", List.of())
        .put("javascriptEngine", "none")
        .put("versionArray", List.of(Value.of(4), Value.of(4), Value.of(6), Value.of(0)))
        .put("bits", 64)
        .put("debug", false)
        .put("maxBsonObjectSize", Incoming.MAX_BYTES)
        .put("storageEngines", List.of(Value.of("holdfast-sandbox")));
  }

  private static void parameter(Invocation call, DocBuilder reply) {
    if (!call.body().has("featureCompatibilityVersion")) {
      throw ServerError.INVALID_OPTIONS.because("no option found to get");
    }
    reply.put("featureCompatibilityVersion", new DocBuilder().put("version", "4.4").build());
  }

  private static void setParameter(Invocation call, DocBuilder reply) {
    if (!call.body().has(CURSOR_TIMEOUT)) {
      throw ServerError.INVALID_OPTIONS.because(
          "no option found to set, use help:true to see options ");
    }
    Duration was =
        call.member().cursors().idleTime(Duration.ofMillis(call.number(CURSOR_TIMEOUT, 0)));
    reply.put("was", was.toMillis());
  }

  private static void options(Invocation call, DocBuilder reply) {
    OnDisk disk = call.server().disk();
    if (disk != null) {
      reply.putAll(disk.options());
      return;
    }
    Member member = call.member();
    List<String> argv = new ArrayList<>();
    argv.add("holdfast-sandbox");
    argv.addAll(List.of("--port", Integer.toString(member.settings().port())));
    argv.addAll(List.of("--bind_ip", "127.0.0.1"));
    DocBuilder parsed =
        new DocBuilder()
            .openDoc("net")
            .put("bindIp", "127.0.0.1")
            .put("port", member.settings().port())
            .close();
    ReplicaSet set = member.set();
    if (set != null) {
      argv.addAll(List.of("--replSet", set.name()));
      parsed.openDoc("replication").put("replSet", set.name()).close();
    }
    reply.putStrings("argv", argv).put("parsed", parsed.build());
  }

  private static void status(Invocation call, DocBuilder reply) {
    Member member = call.member();
    reply
        .put("host", member.settings().host())
        .put("version", VERSION)
        .put("process", "mongod")
        .put("pid", ProcessHandle.current().pid())
        .put("uptime", (double) member.uptimeSeconds())
        .putDate("localTime", call.server().clock().millis());
    ReplicaSet set = member.set();
    if (set != null) {
      reply.openDoc("repl");
      StatusReport.hello(member, set, "ismaster", reply);
      reply.put("rbid", 1).close();
    }
    OnDisk disk = call.server().disk();
    reply
        .openDoc("storageEngine")
        .put("name", "holdfast-sandbox")
        .put("supportsCommittedReads", false)
        .put("supportsSnapshotReadConcern", false)
        .put("readOnly", member.isReadOnly())
        .put("persistent", disk != null)
        .put("backupCursorOpen", disk != null && disk.backups().isOpen())
        .close();
  }

  private static void host(Invocation call, DocBuilder reply) {
    Doc system =
        new DocBuilder()
            .putDate("currentTime", call.server().clock().millis())
            .put("hostname", call.member().settings().host())
            .put("numCores", Runtime.getRuntime().availableProcessors())
            .put("memSizeMB", Runtime.getRuntime().maxMemory() / (1024 * 1024))
            .build();
    reply
        .put("system", system)
        .put("os", new DocBuilder().put("type", System.getProperty("os.name")).build())
        .put("extra", Doc.EMPTY);
  }

  private static void client(Invocation call, DocBuilder reply) {
    reply.put("you", "127.0.0.1:" + call.client().connectionId());
  }

  private static void connection(Invocation call, DocBuilder reply) {
    List<Value> users = new ArrayList<>();
    List<Value> roles = new ArrayList<>();
    for (ClientState.User user : call.client().users()) {
      users.add(new DocBuilder().put("user", user.name()).put("db", user.db()).build().asValue());
      Doc stored = Users.find(call, user.db(), user.name());
      Value granted = stored == null ? null : stored.get("roles");
      if (granted != null) {
        roles.addAll(granted.doc().values());
      }
    }
    reply
        .openDoc("authInfo")
        .put("authenticatedUsers", users)
        .put("authenticatedUserRoles", roles)
        .close();
  }

  /// The line of `$currentOp` that asks for it; the sandbox shows no others.
  static Doc ownOp(Invocation call) {
    DocBuilder line =
        new DocBuilder()
            .put("type", "op")
            .put("host", call.member().settings().host())
            .put("connectionId", (long) call.client().connectionId())
            .put("active", true)
            .put("op", "command")
            .put("ns", call.db() + ".$cmd.aggregate");
    DocBuilder command = new DocBuilder();
    for (Field field : call.body()) {
      if (!field.name().startsWith("$clusterTime")) {
        command.put(field);
      }
    }
    return line.put("command", command.build()).build();
  }

  private static void shutdown(Invocation call, DocBuilder reply) {
    if (!call.db().equals("admin")) {
      throw ServerError.UNAUTHORIZED.because(
          "shutdown may only be run against the admin database.");
    }
    call.server().shutdown().run();
  }
}
