package io.holdfast.workflows.instance;

/// One server process of a deployment, as an inspection found it.
///
/// @param address `host:port`
/// @param state what it is doing
/// @param hidden invisible to applications
/// @param priority its priority in elections
/// @param votes its votes, 0 or 1
/// @param delaySeconds how far it is held behind on purpose
/// @param lagSeconds how far its last write is behind the primary's
public record Member(
    String address,
    MemberState state,
    boolean hidden,
    double priority,
    int votes,
    long delaySeconds,
    long lagSeconds) {}
