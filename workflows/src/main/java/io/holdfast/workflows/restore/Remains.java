package io.holdfast.workflows.restore;

import io.holdfast.workflows.model.Namespace;
import java.util.List;

/// What a restore that did not complete left behind.
///
/// @param dropped what had been in the way and is gone, or may be: databases and collections, the
///   first [#MOST]
/// @param partial what is in the target and not known to be whole, the first [#MOST]
/// @param partialCount how many there are of these
public record Remains(
    TargetCondition condition, List<String> dropped, List<Namespace> partial, int partialCount) {
  public static final int MOST = 100;

  public Remains {
    dropped = List.copyOf(dropped);
    partial = List.copyOf(partial);
  }
}
