package io.holdfast.workflows.instance;

/// The member that a backup reads from, and why it was chosen.
///
/// @param replicaSet the set's name
/// @param address `host:port`
/// @param role what the member was when chosen
/// @param reason one sentence for people
public record Source(String replicaSet, String address, MemberState role, String reason) {}
