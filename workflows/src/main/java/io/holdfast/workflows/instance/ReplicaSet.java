package io.holdfast.workflows.instance;

import java.util.List;

/// A replica set and its members; a standalone is one without a name.
///
/// @param name the set's name; empty for a standalone
public record ReplicaSet(String name, List<Member> members) {
  public ReplicaSet {
    members = List.copyOf(members);
  }
}
