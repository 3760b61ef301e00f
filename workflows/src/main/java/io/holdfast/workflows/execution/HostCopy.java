package io.holdfast.workflows.execution;

import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.temporal.workflow.Promise;
import java.util.Optional;

/// A way in which the files of one member are copied on its host, without a person.
interface HostCopy {

  /// Begins to copy.
  Promise<?> start(CopyTask task);

  /// Why what was copied is worth nothing, and is to be copied again; empty when `failure` says
  /// something else.
  Optional<String> loss(CopyTask task, RuntimeException failure);

  /// What `failure` is to people.
  HoldfastException reason(CopyTask task, RuntimeException failure);
}
