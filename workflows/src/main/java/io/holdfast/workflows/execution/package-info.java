/// The workflows themselves: the stages of a backup, a restore, an inspection and a plan, and the
/// frame that every locking operation runs in. Code here is replayed from histories: it uses only
/// `Workflow.*` for time, waiting and ids, does no I/O, and changes its order of commands only
/// behind `Workflow.getVersion`.
@NullMarked
package io.holdfast.workflows.execution;

import org.jspecify.annotations.NullMarked;
