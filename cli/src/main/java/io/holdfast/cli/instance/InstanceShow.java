package io.holdfast.cli.instance;

import io.holdfast.cli.ApiCommand;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.Table;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.instance.Member;
import io.holdfast.workflows.instance.ReplicaSet;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.InstanceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `holdfast instance show`: what is registered, and what the deployment looks like right now.
@Command(
    name = "show",
    description = "Show an instance and its members as they are now.",
    footerHeading = "%nExamples:%n",
    footer = "  holdfast instance show shop")
public final class InstanceShow extends ApiCommand {
  @Parameters(paramLabel = "INSTANCE", description = "Its name.")
  private InstanceId id;

  public InstanceShow(Terminal terminal) {
    super(terminal);
  }

  @Override
  protected int run(RestClient client) {
    JsonNode instance = client.get(Paths.instance(id));
    JsonNode topology = client.get(Paths.topology(id));
    ObjectNode both = JsonNodeFactory.instance.objectNode();
    both.set("instance", instance);
    both.set("topology", topology);
    printer()
        .print(
            both,
            () -> lines(read(instance, InstanceList.Row.class), read(topology, Topology.class)));
    return 0;
  }

  private static List<String> lines(InstanceList.Row instance, Topology topology) {
    List<String> lines = new ArrayList<>();
    lines.add("Instance    " + instance.id());
    lines.add("Connection  " + instance.connectionString());
    lines.add("Registered  " + Human.time(instance.registeredAt()));
    if (!instance.description().isEmpty()) {
      lines.add("About       " + instance.description());
    }
    lines.add(
        "Server      %s %s (feature compatibility %s)"
            .formatted(
                topology.server().flavour(),
                topology.server().version(),
                topology.server().featureCompatibilityVersion()));
    Cluster cluster = topology.cluster();
    if (cluster != null) {
      lines.add("Shards      " + shards(cluster));
      lines.add("Balancer    " + (cluster.balancing() ? "on" : "off"));
    }
    lines.add("");
    lines.addAll(members(topology).lines());
    return lines;
  }

  /// A shard that is not called as its replica set shows both names.
  private static String shards(Cluster cluster) {
    return cluster.shards().stream()
        .map(
            shard ->
                shard.name().equals(shard.replicaSet())
                    ? shard.name()
                    : "%s (%s)".formatted(shard.name(), shard.replicaSet()))
        .collect(Collectors.joining(", "));
  }

  private static Table members(Topology topology) {
    Table table = new Table("SET", "MEMBER", "STATE", ">PRIORITY", ">VOTES", ">LAG", "NOTES");
    for (ReplicaSet set : topology.replicaSets()) {
      for (Member member : set.members()) {
        table.row(
            set.name().isEmpty() ? "(standalone)" : set.name(),
            member.address(),
            member.state().name().toLowerCase(Locale.ROOT),
            String.format(Locale.ROOT, "%.1f", member.priority()),
            Integer.toString(member.votes()),
            member.lagSeconds() + " s",
            notes(member));
      }
    }
    return table;
  }

  private static String notes(Member member) {
    List<String> notes = new ArrayList<>();
    if (member.hidden()) {
      notes.add("hidden");
    }
    if (member.delaySeconds() > 0) {
      notes.add("delayed by " + member.delaySeconds() + " s");
    }
    return String.join(", ", notes);
  }
}
