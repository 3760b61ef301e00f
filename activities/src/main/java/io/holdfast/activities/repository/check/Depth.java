package io.holdfast.activities.repository.check;

import java.util.random.RandomGenerator;

/// How much of the payload a check reads. Records and manifests are read at every depth, and each
/// object that a manifest lists must be there with its length.
public sealed interface Depth {
  /// Whether the next object is to be read to its end.
  boolean reads();

  /// No payload is read. Finds what is missing, truncated or grown, as fast as the store lists.
  record Presence() implements Depth {
    @Override
    public boolean reads() {
      return false;
    }
  }

  /// A random share of the objects is read, so that repeated checks come by each in time.
  ///
  /// @param share of all objects, above 0 and at most 1
  record Sample(double share, RandomGenerator random) implements Depth {
    public Sample {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException("no share: " + share);
      }
    }

    @Override
    public boolean reads() {
      return random.nextDouble() < share;
    }
  }

  /// Everything is read. Finds every flipped bit, and objects that changed places.
  record Full() implements Depth {
    @Override
    public boolean reads() {
      return true;
    }
  }
}
