package io.holdfast.api.guard;

/// What the bearer of a token may do. Each role may do what the ones before it may.
public enum Role {
  /// See everything, and ask what a restore would do.
  VIEWER,
  /// Start and end backups and restores.
  OPERATOR,
  /// Register, change and forget instances.
  ADMIN;

  boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }
}
