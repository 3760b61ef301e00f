package io.holdfast.cli.launch.demo.standin;

import io.holdfast.worker.AgentProcess;
import io.holdfast.worker.WorkerSettings;
import io.holdfast.worker.configuration.AgentConfiguration;
import io.holdfast.workflows.model.InstanceId;
import java.time.Duration;

/// The agent of the stand-in's member, in this process; elsewhere it is `holdfast agent` on the
/// member's host.
public final class MemberAgent {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private MemberAgent() {}

  /// @param worker where Temporal and the repository are
  public static AgentProcess start(WorkerSettings worker, InstanceId instance, StandIn server) {
    return AgentProcess.start(
        worker,
        new AgentConfiguration(
            instance.value(),
            server.member(),
            server.data().toString(),
            server.program().toString(),
            "",
            server.startCommand(),
            "",
            PATIENCE));
  }
}
