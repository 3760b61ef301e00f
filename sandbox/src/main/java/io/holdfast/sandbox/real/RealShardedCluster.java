package io.holdfast.sandbox.real;

import io.holdfast.sandbox.FreePorts;
import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A sharded cluster of processes, real servers or the stand-in if that is the program: config
/// servers, shards and one router, each set in a folder of its own. A shard has the name of its
/// replica set.
public final class RealShardedCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Access access;
  private final Path directory;
  private final RealReplicaSet config;
  private final List<RealReplicaSet> shards;
  private final Path mongos;
  private final MongodProcess router;
  private final List<MongodProcess> others = new ArrayList<>();
  private final Thread lastResort = new Thread(this::endRouter);

  private RealShardedCluster(
      Path mongos,
      Path directory,
      RealReplicaSet config,
      List<RealReplicaSet> shards,
      Access access) {
    this.access = access;
    this.directory = directory;
    this.config = config;
    this.shards = List.copyOf(shards);
    this.mongos = mongos;
    this.router = newRouter(directory);
    Runtime.getRuntime().addShutdownHook(lastResort);
    shards.forEach(
        shard ->
            await(
                "take the shard " + shard.name(),
                new DocBuilder().put("addShard", address(shard)).build()));
    await(
        "acknowledge what a majority has",
        new DocBuilder()
            .put("setDefaultRWConcern", 1)
            .put("defaultWriteConcern", new DocBuilder().put("w", "majority").build())
            .build());
  }

  /// Who may set the cluster up.
  ///
  /// @param options of every server, such as those that have it ask for passwords
  /// @param administrator runs a command on `admin` of the router at a port of loopback, and says
  ///   whether that went well
  public record Access(List<String> options, BiPredicate<Integer, Doc> administrator) {
    /// Anybody.
    public static final Access OPEN =
        new Access(
            List.of(), (port, command) -> RealReplicaSet.isOk(RealReplicaSet.call(port, command)));

    public Access {
      options = List.copyOf(options);
    }
  }

  /// The `mongos` beside the `mongod` that is found.
  public static Optional<Path> findRouter() {
    return RealReplicaSet.find()
        .map(mongod -> mongod.resolveSibling("mongos"))
        .filter(Files::isExecutable);
  }

  /// Starts a cluster in temporary folders; when this returns it can be written to.
  ///
  /// @param prefix of the names of its sets, such as `a` for `a-cfg`, `a-sh1`
  /// @param members how many each shard has
  public static RealShardedCluster start(String prefix, int shards, int members) {
    return start(prefix, shards, members, Access.OPEN);
  }

  /// The same where not everybody may set it up.
  public static RealShardedCluster start(String prefix, int shards, int members, Access access) {
    Path mongod = RealReplicaSet.find().orElseThrow();
    return start(mongod, prefix, shards, members, access, List.of());
  }

  /// Starts a cluster of another program than the one that is found, and of the `mongos` beside it.
  ///
  /// @param data options of the servers that keep data: config servers and shards
  public static RealShardedCluster start(
      Path mongod, String prefix, int shards, int members, List<String> data) {
    return start(mongod, prefix, shards, members, Access.OPEN, data);
  }

  private static RealShardedCluster start(
      Path mongod, String prefix, int shards, int members, Access access, List<String> data) {
    List<String> options = Stream.concat(access.options().stream(), data.stream()).toList();
    CompletableFuture<RealReplicaSet> config =
        CompletableFuture.supplyAsync(
            () ->
                RealReplicaSet.start(
                    mongod, prefix + "-cfg", 1, and(RealReplicaSet.CONFIG_SERVER, options)));
    List<CompletableFuture<RealReplicaSet>> started = new ArrayList<>();
    for (int number = 1; number <= shards; number++) {
      String name = "%s-sh%d".formatted(prefix, number);
      started.add(
          CompletableFuture.supplyAsync(
              () ->
                  RealReplicaSet.start(mongod, name, members, and(RealReplicaSet.SHARD, options))));
    }
    try {
      return new RealShardedCluster(
          mongod.resolveSibling("mongos"),
          Files.createTempDirectory("holdfast-mongos-"),
          config.join(),
          started.stream().map(CompletableFuture::join).toList(),
          access);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static List<String> and(String role, List<String> options) {
    return Stream.concat(Stream.of(role), options.stream()).toList();
  }

  private static String address(RealReplicaSet set) {
    return set.name() + "/" + set.members().getFirst().host();
  }

  private void await(String what, Doc command) {
    await(what, () -> access.administrator().test(router.port(), command));
  }

  private void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        close();
        throw new IllegalStateException("the cluster did not " + what + "; see " + directory);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private MongodProcess newRouter(Path folder) {
    int port = FreePorts.fill(List.of(0)).getFirst();
    return MongodProcess.router(mongos, address(config), port, folder, access.options());
  }

  /// Starts one more router, which ends with the cluster.
  ///
  /// @return a connection string to that one alone
  public String addRouter() {
    MongodProcess added = newRouter(directory.resolve("router-" + (others.size() + 2)));
    others.add(added);
    Doc ping = new DocBuilder().put("ping", 1).build();
    await("have another router", () -> access.administrator().test(added.port(), ping));
    return "mongodb://127.0.0.1:" + added.port() + "/";
  }

  /// A connection string to the router.
  public String uri() {
    return "mongodb://127.0.0.1:" + router.port() + "/";
  }

  /// Ends the router; the other servers run on.
  public void stopRouter() {
    endRouter();
  }

  /// Starts the router again, where it was.
  public void startRouter() {
    router.restart();
    await("have its router back", new DocBuilder().put("ping", 1).build());
  }

  public RealReplicaSet configServers() {
    return config;
  }

  public List<RealReplicaSet> shards() {
    return shards;
  }

  private void endRouter() {
    router.kill();
    others.forEach(MongodProcess::kill);
  }

  @Override
  public void close() {
    endRouter();
    try {
      Runtime.getRuntime().removeShutdownHook(lastResort);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook ends what is ended already.
    }
    shards.forEach(RealReplicaSet::close);
    config.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot remove " + directory, failed);
    }
  }
}
