package io.holdfast.sandbox.error;

/// The server's error codes that the sandbox answers with (names as in its `error_codes.yml`).
public enum ServerError {
  /// What the server says without a code.
  UNNAMED(0, ""),
  INTERNAL_ERROR(1, "InternalError"),
  BAD_VALUE(2, "BadValue"),
  NO_SUCH_KEY(4, "NoSuchKey"),
  HOST_UNREACHABLE(6, "HostUnreachable"),
  FAILED_TO_PARSE(9, "FailedToParse"),
  USER_NOT_FOUND(11, "UserNotFound"),
  UNAUTHORIZED(13, "Unauthorized"),
  TYPE_MISMATCH(14, "TypeMismatch"),
  INVALID_LENGTH(16, "InvalidLength"),
  PROTOCOL_ERROR(17, "ProtocolError"),
  AUTHENTICATION_FAILED(18, "AuthenticationFailed"),
  ILLEGAL_OPERATION(20, "IllegalOperation"),
  NAMESPACE_NOT_FOUND(26, "NamespaceNotFound"),
  INDEX_NOT_FOUND(27, "IndexNotFound"),
  PATH_NOT_VIABLE(28, "PathNotViable"),
  ROLE_NOT_FOUND(31, "RoleNotFound"),
  CONFLICTING_UPDATE_OPERATORS(40, "ConflictingUpdateOperators"),
  CANNOT_BACKFILL_ARRAY(42, "CannotBackfillArray"),
  CURSOR_NOT_FOUND(43, "CursorNotFound"),
  NAMESPACE_EXISTS(48, "NamespaceExists"),
  MAX_TIME_EXPIRED(50, "MaxTimeMSExpired"),
  EMPTY_FIELD_NAME(56, "EmptyFieldName"),
  COMMAND_NOT_FOUND(59, "CommandNotFound"),
  WRITE_CONCERN_FAILED(64, "WriteConcernFailed"),
  SHARD_KEY_NOT_FOUND(61, "ShardKeyNotFound"),
  IMMUTABLE_FIELD(66, "ImmutableField"),
  CANNOT_CREATE_INDEX(67, "CannotCreateIndex"),
  SHARD_NOT_FOUND(70, "ShardNotFound"),
  INVALID_OPTIONS(72, "InvalidOptions"),
  INVALID_NAMESPACE(73, "InvalidNamespace"),
  NODE_NOT_FOUND(74, "NodeNotFound"),
  NO_REPLICATION_ENABLED(76, "NoReplicationEnabled"),
  ALREADY_INITIALIZED(23, "AlreadyInitialized"),
  NOT_YET_INITIALIZED(94, "NotYetInitialized"),
  INVALID_REPLICA_SET_CONFIG(93, "InvalidReplicaSetConfig"),
  UNKNOWN_REPL_WRITE_CONCERN(79, "UnknownReplWriteConcern"),
  INDEX_OPTIONS_CONFLICT(85, "IndexOptionsConflict"),
  INDEX_KEY_SPECS_CONFLICT(86, "IndexKeySpecsConflict"),
  OPERATION_FAILED(96, "OperationFailed"),
  CANNOT_SATISFY_WRITE_CONCERN(100, "CannotSatisfyWriteConcern"),
  WRITE_CONFLICT(112, "WriteConflict"),
  COMMAND_NOT_SUPPORTED(115, "CommandNotSupported"),
  FAILED_TO_SATISFY_READ_PREFERENCE(133, "FailedToSatisfyReadPreference"),
  CAPPED_POSITION_LOST(136, "CappedPositionLost"),
  VIEW_DEPTH_LIMIT_EXCEEDED(165, "ViewDepthLimitExceeded"),
  COMMAND_NOT_SUPPORTED_ON_VIEW(166, "CommandNotSupportedOnView"),
  INVALID_PIPELINE_OPERATOR(168, "InvalidPipelineOperator"),
  QUERY_PLAN_KILLED(175, "QueryPlanKilled"),
  PRIMARY_STEPPED_DOWN(189, "PrimarySteppedDown"),
  INVALID_INDEX_SPECIFICATION_OPTION(197, "InvalidIndexSpecificationOption"),
  MIXED_SCHEMA(408, "CannotInsertTimeseriesBucketsWithMixedSchema"),
  COMMAND_FAILED(125, "CommandFailed"),
  UPDATE_OPERATION_FAILED(218, "UpdateOperationFailed"),
  TRANSACTION_TOO_OLD(225, "TransactionTooOld"),
  NO_SUCH_TRANSACTION(251, "NoSuchTransaction"),
  EXCEEDED_TIME_LIMIT(262, "ExceededTimeLimit"),
  OPERATION_NOT_SUPPORTED_IN_TRANSACTION(263, "OperationNotSupportedInTransaction"),
  MECHANISM_UNAVAILABLE(334, "MechanismUnavailable"),
  NOT_WRITABLE_PRIMARY(10107, "NotWritablePrimary"),
  DUPLICATE_KEY(11000, "DuplicateKey"),
  INTERRUPTED_AT_SHUTDOWN(11600, "InterruptedAtShutdown"),
  INTERRUPTED_DUE_TO_REPL_STATE_CHANGE(11602, "InterruptedDueToReplStateChange"),
  NOT_PRIMARY_NO_SECONDARY_OK(13435, "NotPrimaryNoSecondaryOk"),
  NOT_PRIMARY_OR_SECONDARY(13436, "NotPrimaryOrSecondary"),
  LOCATION15952(15952, "Location15952"),
  LOCATION15955(15955, "Location15955"),
  LOCATION15975(15975, "Location15975"),
  LOCATION15983(15983, "Location15983"),
  LOCATION17124(17124, "Location17124"),
  LOCATION17276(17276, "Location17276"),
  LOCATION17419(17419, "Location17419"),
  LOCATION28747(28747, "Location28747"),
  LOCATION29094(29094, "Location29094"),
  LOCATION31254(31254, "Location31254"),
  LOCATION40168(40168, "Location40168"),
  LOCATION40228(40228, "Location40228"),
  LOCATION40231(40231, "Location40231"),
  LOCATION40234(40234, "Location40234"),
  LOCATION40246(40246, "Location40246"),
  LOCATION40323(40323, "Location40323"),
  LOCATION40324(40324, "Location40324"),
  LOCATION40413(40413, "Location40413"),
  LOCATION40414(40414, "Location40414"),
  LOCATION40415(40415, "Location40415"),
  LOCATION50736(50736, "Location50736"),
  LOCATION50737(50737, "Location50737"),
  LOCATION50738(50738, "Location50738"),
  LOCATION50884(50884, "Location50884"),
  LOCATION50886(50886, "Location50886"),
  LOCATION50887(50887, "Location50887"),
  LOCATION50915(50915, "Location50915"),
  LOCATION50917(50917, "Location50917"),
  ROLE_ALREADY_EXISTS(51002, "Location51002"),
  USER_ALREADY_EXISTS(51003, "Location51003"),
  LOCATION51091(51091, "Location51091"),
  LOCATION51108(51108, "Location51108"),
  LOCATION51173(51173, "Location51173"),
  LOCATION51174(51174, "Location51174"),
  LOCATION4772600(4772600, "Location4772600");

  private final int code;
  private final String codeName;

  ServerError(int code, String codeName) {
    this.code = code;
    this.codeName = codeName;
  }

  public int code() {
    return code;
  }

  public String codeName() {
    return codeName;
  }

  /// A failure with this code and that text.
  public CommandFailure because(String message) {
    return new CommandFailure(this, message);
  }
}
