package io.holdfast.api;

/// Where the keys are found that passwords are sealed with; not the keys themselves.
///
/// @param keys of the repository, separated by commas, each `env:NAME` or `file:/absolute/path`;
///   may be empty
/// @param sealing for a repository without keys; may be empty
public record RepositoryKeyReferences(String keys, String sealing) {
  /// No keys: passwords can only be named, not given.
  public static final RepositoryKeyReferences NONE = new RepositoryKeyReferences("", "");
}
