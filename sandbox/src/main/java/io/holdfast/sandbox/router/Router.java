package io.holdfast.sandbox.router;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.command.ClientState;
import io.holdfast.sandbox.command.Endpoint;
import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.error.ServerError;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A router: finds out whom a command concerns, and has it done there. It tells the config servers
/// that it is alive, as the server's `ShardingUptimeReporter` does.
public final class Router implements Endpoint {
  /// How often it is to [#report].
  public static final Duration REPORT = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  /// Documents of every set's own, times are the cluster's.
  private static final Set<String> OF_ONE_SET =
      Set.of(ClusterClock.FIELD, "operationTime", "opTime", "electionId");

  private static final Set<String> WRITES =
      Set.of("insert", "update", "delete", "create", "drop", "createIndexes");

  private final ClusterClock clock = new ClusterClock();
  private final Map<String, Function<Request, Doc>> own = new HashMap<>();
  private final Map<String, Function<Request, Doc>> routed = new HashMap<>();
  private final Servers servers;
  private final RemoteCursors cursors;
  private final ClusterCommands cluster;
  private final String address;
  private final long startedMillis = System.currentTimeMillis();
  private volatile Doc writeConcern = Doc.EMPTY;

  /// @param config address of the config servers, `set/host:port`
  /// @param address of this router, `host:port`
  /// @param options the answer to `getCmdLineOpts`
  public Router(String config, String address, Doc options) {
    this.address = address;
    servers = new Servers(new RemoteSet(config), clock);
    Placements placements = new Placements(servers);
    cursors = new RemoteCursors(servers);
    cluster = new ClusterCommands(servers, placements);
    info(new RouterInfo(options));
    cluster(new ShardingCommands(servers, placements));
    routed(
        new RoutedReads(servers, placements, cursors),
        new RoutedWrites(servers, placements),
        new RoutedStructure(servers, placements, cursors));
  }

  private void info(RouterInfo info) {
    List.of("hello", "isMaster", "ismaster").forEach(name -> own.put(name, info::hello));
    List.of("buildInfo", "buildinfo").forEach(name -> own.put(name, info::build));
    List.of("ping", "endSessions", "refreshSessions").forEach(name -> own.put(name, info::ok));
    own.put("connectionStatus", info::connection);
    own.put("getCmdLineOpts", info::commandLine);
    own.put("getMore", cursors::getMore);
    own.put("killCursors", cursors::kill);
  }

  private void cluster(ShardingCommands sharding) {
    own.put("listShards", cluster::listShards);
    own.put("getShardMap", cluster::shardMap);
    own.put("addShard", cluster::addShard);
    own.put("balancerStart", cluster::startBalancer);
    own.put("balancerStop", cluster::stopBalancer);
    own.put("balancerStatus", cluster::balancer);
    own.put("setDefaultRWConcern", this::setDefaults);
    own.put("getDefaultRWConcern", cluster::defaults);
    own.put("enableSharding", sharding::enable);
    own.put("shardCollection", sharding::shard);
  }

  private void routed(RoutedReads reads, RoutedWrites writes, RoutedStructure structure) {
    routed.put("find", reads::find);
    routed.put("count", reads::count);
    routed.put("aggregate", reads::aggregate);
    routed.put("insert", writes::insert);
    routed.put("update", writes::update);
    routed.put("delete", writes::delete);
    routed.put("create", structure::atHome);
    routed.put("listCollections", structure::atHome);
    routed.put("listIndexes", structure::listIndexes);
    routed.put("drop", structure::drop);
    routed.put("dropDatabase", structure::dropDatabase);
    List.of("createIndexes", "dropIndexes", "collMod")
        .forEach(name -> routed.put(name, structure::everywhere));
    own.put("listDatabases", structure::listDatabases);
  }

  private Doc onConfigServers(Request request) {
    return cursors.pass(servers.config(), request.whole());
  }

  private Doc setDefaults(Request request) {
    Doc reply = cluster.setDefaults(request);
    writeConcern = cluster.defaultWriteConcern();
    return reply;
  }

  /// Makes sure that there is a cluster. Fails as long as the config servers have no primary.
  public void begin() {
    cluster.identify();
    report();
  }

  /// Tells the config servers that this router is there, and learns what is to be known anew.
  public void report() {
    long now = System.currentTimeMillis();
    servers.set(
        "mongos",
        address,
        new DocBuilder()
            .put("mongoVersion", "4.4.6")
            .putDate("ping", now)
            .put("up", (now - startedMillis) / 1000)
            .put("waiting", true)
            .build());
    writeConcern = cluster.defaultWriteConcern();
    cursors.closeIdle();
  }

  @Override
  public Doc run(ClientState client, Doc body, Map<String, List<Doc>> sequences) {
    clock.hear(body);
    Request request = new Request(client.connectionId(), concerned(body), sequences);
    Doc reply;
    try {
      reply = command(request).apply(request);
    } catch (CommandFailure failure) {
      reply = refusal(failure);
    } catch (RuntimeException bug) {
      LOG.error("command {} failed", request.name(), bug);
      reply = refusal(ServerError.INTERNAL_ERROR.because(String.valueOf(bug)));
    }
    return timed(reply);
  }

  private Function<Request, Doc> command(Request request) {
    if (request.body().has("autocommit")) {
      throw ServerError.COMMAND_NOT_SUPPORTED.because("the sandbox's router has no transactions");
    }
    Function<Request, Doc> of = own.get(request.name());
    if (of != null) {
      return of;
    }
    of = routed.get(request.name());
    if (of == null) {
      throw ServerError.COMMAND_NOT_FOUND.because("no such command: '" + request.name() + "'");
    }
    if (!request.head().value().isString() && request.name().equals("aggregate")) {
      return of;
    }
    return switch (request.db()) {
      case "admin", "config" -> this::onConfigServers;
      case "local" ->
          throw ServerError.ILLEGAL_OPERATION.because("a router has no database 'local'");
      default -> of;
    };
  }

  /// Writes that do not say what they wait for wait for what the cluster's defaults say.
  private Doc concerned(Doc body) {
    Doc concern = writeConcern;
    Field head = body.first();
    boolean says = concern.isEmpty() || head == null || !WRITES.contains(head.name());
    return says || body.has("writeConcern")
        ? body
        : DocBuilder.from(body).put("writeConcern", concern).build();
  }

  private static Doc refusal(CommandFailure failure) {
    DocBuilder reply =
        new DocBuilder()
            .put("ok", 0.0)
            .put("errmsg", failure.text())
            .put("code", failure.error().code())
            .put("codeName", failure.error().codeName());
    if (!failure.labels().isEmpty()) {
      reply.putStrings("errorLabels", failure.labels());
    }
    return reply.build();
  }

  /// Tells the cluster's time in place of one set's.
  private Doc timed(Doc reply) {
    DocBuilder timed = new DocBuilder(reply.size() + 128);
    for (Field field : reply) {
      if (!OF_ONE_SET.contains(field.name())) {
        timed.put(field);
      }
    }
    Doc time = clock.newest();
    if (time != null) {
      timed
          .putTimestamp("operationTime", ClusterClock.timestamp(time))
          .put(ClusterClock.FIELD, time);
    }
    return timed.build();
  }
}
