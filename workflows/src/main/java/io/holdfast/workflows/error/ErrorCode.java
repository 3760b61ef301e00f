package io.holdfast.workflows.error;

import static io.holdfast.workflows.error.ErrorCategory.CONFLICT;
import static io.holdfast.workflows.error.ErrorCategory.DENIED;
import static io.holdfast.workflows.error.ErrorCategory.INTEGRITY;
import static io.holdfast.workflows.error.ErrorCategory.INTERNAL;
import static io.holdfast.workflows.error.ErrorCategory.INVALID_REQUEST;
import static io.holdfast.workflows.error.ErrorCategory.NOT_FOUND;
import static io.holdfast.workflows.error.ErrorCategory.UNAVAILABLE;

/// Every error that Holdfast reports, by name. Names are part of the public contract (REST `code`,
/// CLI, Temporal failure type): they are added, never renamed. `docs/errors.md` explains each.
public enum ErrorCode {
  VALIDATION_FAILED(INVALID_REQUEST, "A field of the request is missing or malformed"),
  METHOD_NOT_SUPPORTED(INVALID_REQUEST, "The instance's topology does not allow this method"),
  SECRET_IN_URL(INVALID_REQUEST, "A connection string or repository URL carries a password"),
  INSTANCE_MISCONFIGURED(
      INVALID_REQUEST, "What is registered of the instance does not fit its deployment"),
  REQUEST_UNACCEPTABLE(
      INVALID_REQUEST, "The API takes no request of this method, media type, size or origin"),

  INSTANCE_NOT_FOUND(NOT_FOUND, "No instance has this id"),
  BACKUP_NOT_FOUND(NOT_FOUND, "The instance has no backup of this name"),
  RESTORE_NOT_FOUND(NOT_FOUND, "No restore has this id"),
  COMPARISON_NOT_FOUND(NOT_FOUND, "No comparison of this id has a verdict"),
  OPERATION_NOT_FOUND(NOT_FOUND, "No operation has this id"),
  REPOSITORY_NOT_FOUND(NOT_FOUND, "The place holds no Holdfast repository"),
  RESOURCE_NOT_FOUND(NOT_FOUND, "The API has no such path"),

  INSTANCE_EXISTS(CONFLICT, "An instance of this id is registered already"),
  BACKUP_EXISTS(CONFLICT, "The instance has a backup of this name already"),
  INSTANCE_BUSY(CONFLICT, "Another operation runs on the instance"),
  OPERATION_FINISHED(CONFLICT, "The operation has ended and cannot be changed any more"),
  OPERATION_DECIDED(CONFLICT, "The operation completes; it is too late to end it"),
  OPERATION_CANCELLED(CONFLICT, "The operation was cancelled"),
  OPERATION_ABANDONED(CONFLICT, "The operation's workflow ended without clean-up"),
  IDEMPOTENCY_KEY_REUSED(CONFLICT, "The idempotency key was used for a different request"),
  RECORD_CHANGED(CONFLICT, "Somebody else changed the record meanwhile"),
  TARGET_NOT_EMPTY(CONFLICT, "The restore's target holds data"),
  TARGET_CHANGED(CONFLICT, "The restore's target was changed by somebody else meanwhile"),
  OBJECT_LOCKED(CONFLICT, "The store keeps the object until its retention ends"),
  VERSION_MISMATCH(CONFLICT, "Backup and target run different major versions"),
  REPOSITORY_EXISTS(CONFLICT, "The place holds a Holdfast repository already"),
  CURSOR_REFUSED(CONFLICT, "The member gives out no backup cursor now"),
  COPY_NOT_READY(CONFLICT, "The backup does not wait for files to be copied"),
  COPY_TOKEN_REFUSED(CONFLICT, "The token is not that of the copy that the backup waits for"),
  COPY_WRONG(CONFLICT, "The copied files are not those of the backup"),
  MEMBER_UNFIT(CONFLICT, "A member is not as a restore of data files needs it"),
  AGENT_VERSION(
      CONFLICT, "A member's agent and the worker are of versions that do not go together"),
  COPY_OVERDUE(CONFLICT, "Nobody said before the deadline that the files are copied"),
  COPY_COMMAND_FAILED(CONFLICT, "The command that copies a member's files failed"),

  CONSENT_MISSING(DENIED, "A destructive act was not confirmed by the instance's name"),
  STORAGE_FULL(DENIED, "The object store has no room"),
  TARGET_FULL(DENIED, "The restore's target has no room for the data"),
  TOKEN_REFUSED(DENIED, "The request carries no token, or one that does not allow it"),
  ACCESS_DENIED(DENIED, "The database or the store refused the credentials or the privilege"),
  KEY_MISSING(DENIED, "The repository is encrypted with a key that was not given"),

  DATABASE_UNREACHABLE(UNAVAILABLE, "The database cannot be reached"),
  NO_SUITABLE_MEMBER(UNAVAILABLE, "No member of the replica set can be read from now"),
  SOURCE_LOST(UNAVAILABLE, "The member that was being read from is gone"),
  CURSOR_LOST(UNAVAILABLE, "A backup cursor ended before the files were copied"),
  AGENT_MISSING(UNAVAILABLE, "No agent answers for the member"),
  DISK_FAILED(UNAVAILABLE, "A member's disk refuses what must be done in its data folder"),
  SERVER_CONTROL_FAILED(UNAVAILABLE, "A database server did not stop or start"),
  COPY_COMMAND_MISSING(UNAVAILABLE, "Neither an agent nor a worker has a copy command to run"),
  STORAGE_UNAVAILABLE(UNAVAILABLE, "The object store does not answer or failed"),
  TEMPORAL_UNAVAILABLE(UNAVAILABLE, "The Temporal service cannot be reached"),
  STEP_TIMED_OUT(UNAVAILABLE, "A step of the operation gave no answer in time"),
  API_UNAVAILABLE(UNAVAILABLE, "The Holdfast API cannot be reached"),

  OBJECT_MISSING(INTEGRITY, "An object that the manifest lists is not in the repository"),
  OBJECT_CORRUPT(
      INTEGRITY, "An object's length, checksum or content is not what the manifest says"),
  DUMP_DAMAGED(INTEGRITY, "A dump that was to be imported is damaged"),
  MANIFEST_INVALID(INTEGRITY, "A manifest or record cannot be read"),
  FORMAT_UNKNOWN(INTEGRITY, "A manifest or record was written by a newer Holdfast"),
  OPLOG_ROLLED_OVER(INTEGRITY, "The oplog lost entries that the backup needs"),
  OPLOG_UNSUPPORTED(INTEGRITY, "The oplog holds an entry that cannot be replayed"),
  PROOF_FAILED(INTEGRITY, "The restored data is not what the backup holds"),

  INTERNAL_ERROR(INTERNAL, "A bug in Holdfast");

  private final ErrorCategory category;
  private final String summary;

  ErrorCode(ErrorCategory category, String summary) {
    this.category = category;
    this.summary = summary;
  }

  public ErrorCategory category() {
    return category;
  }

  /// One sentence for people: what this error is about, without the particular object.
  public String summary() {
    return summary;
  }
}
