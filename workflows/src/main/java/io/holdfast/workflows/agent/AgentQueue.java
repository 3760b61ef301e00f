package io.holdfast.workflows.agent;

import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.MemberId;

/// The task queue of one member's agent. It is named after the member, so that whoever stands there
/// now, after however many restarts, gets its tasks and nobody else does.
public final class AgentQueue {
  private static final String PREFIX = "holdfast-agent/";

  private AgentQueue() {}

  public static String of(InstanceId instance, MemberId member) {
    return PREFIX + instance + "/" + member;
  }
}
