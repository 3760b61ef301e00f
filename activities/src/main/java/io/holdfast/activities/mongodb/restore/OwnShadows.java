package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.operation.LeftShadows;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.catalogue.Catalogue;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.OperationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What restores that somebody terminated loaded beside what they were to replace.
public final class OwnShadows implements LeftShadows {
  private static final Logger LOG = LoggerFactory.getLogger(OwnShadows.class);

  private final Catalogue catalogue;
  private final Connector connector;

  public OwnShadows(Catalogue catalogue, Connector connector) {
    this.catalogue = catalogue;
    this.connector = connector;
  }

  /// Drops it. An instance that cannot be reached, or does not let us, is left alone: what is there
  /// goes with the next restore into it.
  @Override
  public void discard(OperationId operation) {
    try (Target target =
        new Target(RegisteredInstances.require(catalogue, operation.instance()), connector)) {
      Shadow.discard(
          target, operation, new ProgressMeter(Heartbeat.none(), "discard", "objects", 0));
    } catch (HoldfastException e) {
      switch (e.code().category()) {
        case UNAVAILABLE, NOT_FOUND, DENIED ->
            LOG.warn("What {} loaded beside the old data stays for now", operation, e);
        case INVALID_REQUEST, CONFLICT, INTEGRITY, INTERNAL -> throw e;
      }
    }
  }
}
