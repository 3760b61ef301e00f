package io.holdfast.workflows.filerestore;

import io.holdfast.workflows.model.MemberId;

/// A member that waits for the backup's files.
///
/// @param copyTo the folder on the member's host to put them in
public record MemberCopy(MemberId member, String copyTo) {}
