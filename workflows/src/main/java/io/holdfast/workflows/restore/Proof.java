package io.holdfast.workflows.restore;

import java.util.List;

/// The verdict on a restore: every collection of the target was read and compared with the
/// manifest, documents by count and digest, and indexes and options by name and definition.
///
/// @param collections compared
/// @param documents read
/// @param differences how many there are in all
/// @param examples the first of them, at most 100
public record Proof(int collections, long documents, int differences, List<Difference> examples) {
  public static final int MAX_EXAMPLES = 100;

  public Proof {
    examples = List.copyOf(examples);
  }

  public boolean holds() {
    return differences == 0;
  }
}
