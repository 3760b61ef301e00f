package io.holdfast.sandbox.real;

import io.holdfast.sandbox.FreePorts;
import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.wire.ClientConnection;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A replica set of `mongod` processes in a folder of their own: of real servers, or of the
/// stand-in if that is the program.
public final class RealReplicaSet implements LocalReplicaSet {
  /// Names the program to use instead of the one on the PATH.
  public static final String VARIABLE = "HOLDFAST_IT_MONGOD";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration CALL = Duration.ofSeconds(10);
  static final String CONFIG_SERVER = "--configsvr";
  static final String SHARD = "--shardsvr";
  private static final String COMMAND_NOT_FOUND = "CommandNotFound";

  private final String name;
  private final Path directory;
  private final List<MongodProcess> processes = new ArrayList<>();
  private final String version;
  private final boolean standIn;
  private final Thread lastResort = new Thread(this::end);

  private RealReplicaSet(Path mongod, String name, int members, List<String> role, Path directory) {
    this.name = name;
    this.directory = directory;
    List<Integer> ports = FreePorts.fill(Collections.nCopies(members, 0));
    // Whatever ends this process must not leave its servers behind.
    Runtime.getRuntime().addShutdownHook(lastResort);
    for (int id = 0; id < members; id++) {
      Path own = directory.resolve("member-" + id);
      processes.add(MongodProcess.start(mongod, name, ports.get(id), own, role));
    }
    initiate(role);
    Doc info = call(primary().port(), new DocBuilder().put("buildInfo", 1).build());
    this.version = String.valueOf(info == null ? null : info.string("version"));
    this.standIn = info != null && info.flag("sandbox");
  }

  /// The `mongod` that the environment names, else the one on the PATH.
  public static Optional<Path> find() {
    String named = System.getenv(VARIABLE);
    if (named != null && !named.isBlank()) {
      return Optional.of(Path.of(named));
    }
    String path = System.getenv("PATH");
    return Arrays.stream((path == null ? "" : path).split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "mongod"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Starts a set in a temporary folder; when this returns it has a primary, and every member has
  /// all that was written so far.
  public static RealReplicaSet start(Path mongod, String name, int members) {
    return start(mongod, name, members, List.of());
  }

  /// @param role options of each member; one of a sharded cluster is told what it is
  public static RealReplicaSet start(Path mongod, String name, int members, List<String> role) {
    try {
      Path directory = Files.createTempDirectory("holdfast-mongod-");
      return new RealReplicaSet(mongod, name, members, role, directory);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void initiate(List<String> role) {
    DocBuilder config =
        new DocBuilder().put("_id", name).put("configsvr", role.contains(CONFIG_SERVER));
    config.openArray("members");
    for (LocalMember member : members()) {
      config.put(
          Integer.toString(member.id()),
          new DocBuilder().put("_id", member.id()).put("host", member.host()).build());
    }
    config.close().openDoc("settings").put("electionTimeoutMillis", 2000).close();
    Doc command = new DocBuilder().put("replSetInitiate", config.build()).build();
    await("be initiated", () -> isOk(call(processes.getFirst().port(), command)));
    await("have a primary", () -> findPrimary().isPresent());
    await("know what a majority has", this::hasMajority);
    await(
        "have its secondaries",
        () -> members().stream().allMatch(member -> is(member, "isWritablePrimary", "secondary")));
    if (!role.contains(CONFIG_SERVER) && !role.contains(SHARD)) {
      await("acknowledge what a majority has", this::acknowledgesByMajority);
    }
  }

  /// A command that is answered is seen by everybody who reads what a majority has, as servers from
  /// 5.0 on have it by themselves. A cluster's sets are told through the router.
  private boolean acknowledgesByMajority() {
    Doc majority = new DocBuilder().put("w", "majority").build();
    Doc reply =
        call(
            primary().port(),
            new DocBuilder()
                .put("setDefaultRWConcern", 1)
                .put("defaultWriteConcern", majority)
                .build());
    return isOk(reply) || (reply != null && COMMAND_NOT_FOUND.equals(reply.string("codeName")));
  }

  static boolean isOk(@Nullable Doc reply) {
    return reply != null && reply.flag("ok");
  }

  static @Nullable Doc call(int port, Doc command) {
    try (ClientConnection connection = new ClientConnection(port, CALL)) {
      return connection.admin(command);
    } catch (IOException notNow) {
      return null;
    }
  }

  private static boolean is(LocalMember member, String... flags) {
    Doc hello = call(member.port(), new DocBuilder().put("hello", 1).build());
    return hello != null && Arrays.stream(flags).anyMatch(hello::flag);
  }

  private boolean hasMajority() {
    Doc hello = call(primary().port(), new DocBuilder().put("hello", 1).build());
    Doc lastWrite = hello == null ? null : hello.doc("lastWrite");
    return lastWrite != null && lastWrite.has("majorityOpTime");
  }

  private Optional<LocalMember> findPrimary() {
    return members().stream().filter(member -> is(member, "isWritablePrimary")).findFirst();
  }

  private void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        end();
        throw new IllegalStateException(
            "the replica set " + name + " did not " + what + "; see " + directory);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String uri() {
    return members().stream()
        .map(LocalMember::host)
        .collect(Collectors.joining(",", "mongodb://", "/?replicaSet=" + name));
  }

  @Override
  public List<LocalMember> members() {
    List<LocalMember> members = new ArrayList<>();
    for (int id = 0; id < processes.size(); id++) {
      members.add(new LocalMember(id, processes.get(id).port()));
    }
    return members;
  }

  @Override
  public LocalMember primary() {
    await("have a primary", () -> findPrimary().isPresent());
    return findPrimary().orElseGet(this::primary);
  }

  @Override
  public void kill(LocalMember member) {
    processes.get(member.id()).kill();
  }

  @Override
  public void restart(LocalMember member) {
    processes.get(member.id()).restart();
    await("get its member back", () -> is(member, "isWritablePrimary", "secondary"));
  }

  /// Whether the sandbox's `mongod` stands in for real servers.
  public boolean isStandIn() {
    return standIn;
  }

  @Override
  public String describe() {
    String what = standIn ? "Holdfast sandbox (no real MongoDB) as mongod" : "real MongoDB";
    return "%s %s with %d members: %s".formatted(what, version, processes.size(), uri());
  }

  @Override
  public void close() {
    end();
    forgetLastResort();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot remove " + directory, failed);
    }
  }

  private void forgetLastResort() {
    try {
      Runtime.getRuntime().removeShutdownHook(lastResort);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook ends what is ended already.
    }
  }

  private void end() {
    processes.forEach(MongodProcess::kill);
  }
}
