package io.holdfast.sandbox.mongod;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a server was started with: each option under its name in a configuration file, whether it
/// was said there or on the command line, which goes before.
///
/// @param argv the command line, the program first
/// @param values by dotted name
record StartOptions(List<String> argv, Map<String, String> values) {
  static final String PARAMETER = "setParameter.";
  static final String RECOVER = PARAMETER + "recoverFromOplogAsStandalone";
  static final String UNSTABLE = PARAMETER + "takeUnstableCheckpointOnShutdown";
  private static final String CURSOR_TIMEOUT = PARAMETER + "cursorTimeoutMillis";
  private static final String FORK = "processManagement.fork";
  private static final String LOG = "systemLog.path";
  private static final String ENGINE = "storage.wiredTiger.engineConfig.configString";
  private static final Pattern FILE_MAX = Pattern.compile("file_max=(\\d+)MB");
  private static final String CONFIG_SERVERS = "sharding.configDB";
  private static final String ROLE = "sharding.clusterRole";
  private static final String TRUE = "true";

  /// Command line options with a value, as the server's documentation maps them.
  private static final Map<String, String> VALUED =
      Map.of(
          "--port", "net.port",
          "--bind_ip", "net.bindIp",
          "--dbpath", "storage.dbPath",
          "--syncdelay", "storage.syncPeriodSecs",
          "--wiredTigerCacheSizeGB", "storage.wiredTiger.engineConfig.cacheSizeGB",
          "--wiredTigerEngineConfigString", ENGINE,
          "--replSet", "replication.replSetName",
          "--oplogSize", "replication.oplogSizeMB",
          "--configdb", CONFIG_SERVERS,
          "--logpath", LOG);

  /// What a member of a cluster is told that it is.
  private static final Map<String, String> ROLES =
      Map.of("--configsvr", "configsvr", "--shardsvr", "shardsvr");

  private static final Map<String, String> FLAGS =
      Map.of(
          "--fork", FORK,
          "--logappend", "systemLog.logAppend",
          "--nounixsocket", "net.unixDomainSocket.nounixsocket");

  /// What a configuration file may say beyond that.
  private static final Set<String> FURTHER =
      Set.of(ROLE, "net.unixDomainSocket.enabled", "systemLog.destination", "storage.engine");

  /// Those that Holdfast sets. Those that nothing here depends on are taken and ignored.
  private static final Set<String> PARAMETERS =
      Set.of(
          RECOVER,
          UNSTABLE,
          CURSOR_TIMEOUT,
          PARAMETER + "clientCursorMonitorFrequencySecs",
          PARAMETER + "disableLogicalSessionCacheRefresh",
          PARAMETER + "ttlMonitorEnabled",
          PARAMETER + "waitForStepDownOnNonCommandShutdown",
          PARAMETER + "skipShardingConfigurationChecks");

  /// @throws IllegalArgumentException for an option that is not known here
  static StartOptions parse(List<String> argv) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, String> said = new LinkedHashMap<>();
    Iterator<String> rest = argv.subList(1, argv.size()).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      if (FLAGS.containsKey(option)) {
        said.put(FLAGS.get(option), TRUE);
      } else if (ROLES.containsKey(option)) {
        said.put(ROLE, ROLES.get(option));
      } else if (!rest.hasNext()) {
        throw new IllegalArgumentException("Error parsing command line: " + option);
      } else if (option.equals("--config") || option.equals("-f")) {
        values.putAll(ConfigFile.read(Path.of(rest.next())));
      } else if (option.equals("--setParameter")) {
        String[] parameter = rest.next().split("=", 2);
        said.put(PARAMETER + parameter[0], parameter.length > 1 ? parameter[1] : "");
      } else if (VALUED.containsKey(option)) {
        said.put(VALUED.get(option), rest.next());
      } else {
        throw new IllegalArgumentException(
            "Error parsing command line: unrecognised option '%s'".formatted(option));
      }
    }
    values.putAll(said);
    values.keySet().forEach(StartOptions::requireKnown);
    return new StartOptions(List.copyOf(argv), Map.copyOf(values)).checked();
  }

  private static void requireKnown(String name) {
    boolean known =
        name.startsWith(PARAMETER)
            ? PARAMETERS.contains(name)
            : VALUED.containsValue(name) || FLAGS.containsValue(name) || FURTHER.contains(name);
    if (!known) {
      throw new IllegalArgumentException("Unrecognized option: " + name);
    }
  }

  private StartOptions checked() {
    if (is(RECOVER) && replicaSet() != null) {
      throw new IllegalArgumentException(
          "Cannot recover from the oplog as a standalone with a replica set's name");
    }
    if (is(FORK) && log() == null) {
      throw new IllegalArgumentException("--fork has to be used with --logpath or --syslog");
    }
    return this;
  }

  boolean is(String name) {
    return TRUE.equals(values.get(name));
  }

  int port() {
    return Integer.parseInt(values.getOrDefault("net.port", "27017"));
  }

  Path dbPath() {
    return Path.of(values.getOrDefault("storage.dbPath", "/data/db")).toAbsolutePath();
  }

  @Nullable String replicaSet() {
    return values.get("replication.replSetName");
  }

  /// The config servers of a router's cluster, as `set/host:port`.
  String configServers() {
    return values.getOrDefault(CONFIG_SERVERS, "");
  }

  long oplogBytes() {
    return Long.parseLong(values.getOrDefault("replication.oplogSizeMB", "128")) << 20;
  }

  /// How long each file of the journal is. A real server's are of 100 MB unless it is told.
  long journalBytes() {
    Matcher said = FILE_MAX.matcher(values.getOrDefault(ENGINE, ""));
    return (said.find() ? Long.parseLong(said.group(1)) : 1) << 20;
  }

  /// How often there is a checkpoint.
  Duration syncPeriod() {
    return Duration.ofSeconds(Long.parseLong(values.getOrDefault("storage.syncPeriodSecs", "60")));
  }

  Duration cursorTimeout() {
    return Duration.ofMillis(Long.parseLong(values.getOrDefault(CURSOR_TIMEOUT, "600000")));
  }

  @Nullable Path log() {
    String path = values.get(LOG);
    return path == null ? null : Path.of(path);
  }

  boolean forks() {
    return is(FORK);
  }

  /// The command line of the process that stays.
  List<String> unforked() {
    return argv.stream().filter(argument -> !argument.equals("--fork")).toList();
  }

  /// As `getCmdLineOpts` answers.
  Doc toDoc() {
    return new DocBuilder().putStrings("argv", argv).put("parsed", parsed("")).build();
  }

  private Doc parsed(String prefix) {
    DocBuilder builder = new DocBuilder();
    for (String step : steps(prefix)) {
      String value = values.get(prefix + step);
      if (value == null) {
        builder.put(step, parsed(prefix + step + "."));
      } else {
        builder.put(step, typed(value));
      }
    }
    return builder.build();
  }

  private SortedSet<String> steps(String prefix) {
    return values.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .map(rest -> rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Value typed(String text) {
    if (text.equals(TRUE) || text.equals("false")) {
      return Value.of(text.equals(TRUE));
    }
    return text.matches("[0-9]{1,9}") ? Value.of(Integer.parseInt(text)) : Value.of(text);
  }
}
