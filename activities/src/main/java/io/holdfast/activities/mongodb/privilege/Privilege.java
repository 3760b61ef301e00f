package io.holdfast.activities.mongodb.privilege;

/// Something that may be done to something.
///
/// @param action as MongoDB's roles name it: `find`, `listCollections`
record Privilege(String action, Resource resource) {
  @Override
  public String toString() {
    return "'%s' on %s".formatted(action, resource);
  }
}
