package io.holdfast.workflows.restore;

/// What a restore would do about users and roles.
///
/// @param policy whether the target keeps its own or gets the backup's in their place
/// @param users how many users the backup has, of all databases
/// @param roles how many roles it has that people made
public record PlannedUsers(UsersPolicy policy, long users, long roles) {}
