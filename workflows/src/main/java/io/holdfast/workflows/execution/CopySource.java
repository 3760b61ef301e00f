package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.CopyMeans;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.instance.SourceChoice;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyActivities;
import io.holdfast.workflows.rule.BackupRules;
import io.holdfast.workflows.rule.KeepingRules;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The members whose files are copied, one of each replica set, chosen anew for each copy: those
/// before may be gone.
final class CopySource {
  /// The version from which on agents are asked for a copy command before workers are.
  private static final String COMMANDING = "agents-command";

  /// The version from which on a deployment that cannot be copied from fails the first copy soon.
  private static final String SOON = "first-copy-fails-soon";

  /// How long it is tried in vain.
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final TopologyActivities topologies =
      Workflow.newActivityStub(TopologyActivities.class, ActivityProfiles.admission());
  private final BackupRequest request;

  /// The sets that an agent's command was chosen for before.
  private final Set<String> commanded = new HashSet<>();

  private boolean chosenBefore;

  CopySource(BackupRequest request) {
    this.request = request;
  }

  /// A member that was chosen.
  ///
  /// @param agentsCommand whether its agent runs its own copy command
  record Chosen(Source source, boolean agentsCommand) {}

  /// How long a copy may fail to begin because of `why`. Where it is the first nothing is lost yet,
  /// and a person should hear soon that the deployment is not there.
  static Duration patience(int attempt, ErrorCode why) {
    boolean ofTheDeployment =
        why == ErrorCode.DATABASE_UNREACHABLE || why == ErrorCode.NO_SUITABLE_MEMBER;
    return attempt == 1
            && ofTheDeployment
            && Workflow.getVersion(SOON, Workflow.DEFAULT_VERSION, 1) > Workflow.DEFAULT_VERSION
        ? ActivityProfiles.DATABASE_PATIENCE
        : PATIENCE;
  }

  /// The deployment as it is now.
  ///
  /// @throws HoldfastException a rule's refusal when it has changed
  Topology look() {
    Topology topology = topologies.inspect(request.operation().instance());
    BackupRules.check(request.method(), topology);
    return topology;
  }

  /// What is to keep the files as they are: what was asked for, else what the servers have.
  Keeping keeping(Topology topology) {
    if (request.copier() == CopyMeans.UPLOAD) {
      return Keeping.BACKUP_CURSOR;
    }
    Keeping asked = request.externalOptions().keeping();
    if (asked != null) {
      return asked;
    }
    return BackupRules.hasBackupCursors(topology) ? Keeping.BACKUP_CURSOR : Keeping.FSYNC_LOCK;
  }

  /// @param agents asked where they are to copy
  /// @throws HoldfastException NO_SUITABLE_MEMBER, AGENT_MISSING, MEMBER_UNFIT, or a rule's refusal
  List<Chosen> choose(Topology topology, Keeping keeping, AgentSearch agents) {
    List<List<Source>> readable =
        topology.replicaSets().stream()
            .map(set -> SourceChoice.inOrder(set, request.allowPrimary()))
            .toList();
    List<Chosen> chosen =
        switch (request.copier()) {
          case MANUAL -> best(readable);
          case COMMAND -> commanding(readable, keeping, agents);
          case UPLOAD ->
              agents.uploading(readable).stream().map(it -> new Chosen(it, false)).toList();
        };
    KeepingRules.check(
        keeping, topology, chosen.stream().map(Chosen::source).toList(), request.allowPrimary());
    chosenBefore = true;
    return chosen;
  }

  /// Whether everybody who is needed was there once: then whoever is missing comes back.
  boolean hasChosen() {
    return chosenBefore;
  }

  private static List<Chosen> best(List<List<Source>> readable) {
    return readable.stream().map(set -> new Chosen(set.getFirst(), false)).toList();
  }

  private List<Chosen> commanding(
      List<List<Source>> readable, Keeping keeping, AgentSearch agents) {
    if (Workflow.getVersion(COMMANDING, Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
      return best(readable);
    }
    List<Optional<Source>> found =
        agents.commanding(readable.stream().map(set -> askable(set, keeping)).toList());
    List<Chosen> chosen = new ArrayList<>();
    for (int i = 0; i < readable.size(); i++) {
      Source best = readable.get(i).getFirst();
      boolean byAgent = found.get(i).isPresent();
      if (byAgent) {
        commanded.add(best.replicaSet());
      } else {
        requireNoAgent(best);
      }
      chosen.add(new Chosen(found.get(i).orElse(best), byAgent));
    }
    return chosen;
  }

  /// A primary that may not be locked is no better for its agent.
  private List<Source> askable(List<Source> set, Keeping keeping) {
    return keeping == Keeping.FSYNC_LOCK && !request.allowPrimary()
        ? set.stream().filter(source -> source.role() != MemberState.PRIMARY).toList()
        : set;
  }

  /// Where an agent's command was chosen before, it is waited for: a worker's would copy elsewhere.
  private void requireNoAgent(Source best) {
    if (commanded.contains(best.replicaSet())) {
      throw new HoldfastException(
          ErrorCode.AGENT_MISSING,
          "The agent whose copy command is to copy for %s is gone.".formatted(best.replicaSet()),
          "Start it again.");
    }
  }
}
