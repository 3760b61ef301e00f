package io.holdfast.activities.mongodb.connect;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.connection.ServerDescription;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// Why a deployment could not be reached: every host of its connection string is asked by itself.
public final class Reachability {
  private static final int MOST_HOSTS = 7;
  private static final int SHOWN = 3;

  private final Connector connector;

  public Reachability(Connector connector) {
    this.connector = connector;
  }

  /// The reason, with the code INSTANCE_MISCONFIGURED where trying again is in vain, else
  /// DATABASE_UNREACHABLE; nothing where every host is as it should be by now. Takes a few seconds
  /// at most.
  ///
  /// @param tried the client that could not reach the deployment
  public Optional<HoldfastException> explain(Instance instance, MongoClient tried) {
    ConnectionString connection = connector.connection(instance).string();
    List<HostCheck.Finding> findings = findings(instance, hosts(connection, tried));
    if (findings.isEmpty()) {
      return Optional.ofNullable(tried.getClusterDescription().getSrvResolutionException())
          .map(e -> unresolved(instance, connection));
    }
    boolean lasting = findings.stream().allMatch(finding -> finding.obstacle().lasting());
    String told =
        findings.stream()
            .limit(SHOWN)
            .map(HostCheck.Finding::text)
            .collect(Collectors.joining("; "));
    int more = findings.size() - SHOWN;
    return Optional.of(
        new HoldfastException(
            lasting ? ErrorCode.INSTANCE_MISCONFIGURED : ErrorCode.DATABASE_UNREACHABLE,
            "Instance '%s' cannot be reached: %s%s."
                .formatted(instance.id(), told, more > 0 ? "; and %d more".formatted(more) : ""),
            findings.getFirst().obstacle().hint()));
  }

  /// Those of the connection string; what an SRV name stands for only the driver knows.
  private static List<ServerAddress> hosts(ConnectionString connection, MongoClient tried) {
    Set<ServerAddress> hosts = new LinkedHashSet<>();
    if (!connection.isSrvProtocol()) {
      connection.getHosts().forEach(host -> hosts.add(new ServerAddress(host)));
    } else {
      tried.getClusterDescription().getServerDescriptions().stream()
          .map(ServerDescription::getAddress)
          .forEach(hosts::add);
    }
    return hosts.stream().limit(MOST_HOSTS).toList();
  }

  private List<HostCheck.Finding> findings(Instance instance, List<ServerAddress> hosts) {
    HostCheck check = connector.hostCheck(instance);
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Optional<HostCheck.Finding>>> looks =
          hosts.stream()
              .map(host -> CompletableFuture.supplyAsync(() -> look(instance, check, host), each))
              .toList();
      return looks.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList();
    }
  }

  private Optional<HostCheck.Finding> look(
      Instance instance, HostCheck check, ServerAddress address) {
    try (MongoClient client = connector.stranger(instance, address)) {
      return check.look(address, client, () -> connector.plainStranger(instance, address));
    }
  }

  private static HoldfastException unresolved(Instance instance, ConnectionString connection) {
    return new HoldfastException(
        ErrorCode.DATABASE_UNREACHABLE,
        ("Instance '%s' cannot be reached: there is no SRV record _%s._tcp.%s,"
                + " or the name service does not answer.")
            .formatted(instance.id(), service(connection), connection.getHosts().getFirst()),
        "Check the name in the connection string, and the name service where the worker runs.");
  }

  private static String service(ConnectionString connection) {
    String named = connection.getSrvServiceName();
    return named == null ? "mongodb" : named;
  }
}
