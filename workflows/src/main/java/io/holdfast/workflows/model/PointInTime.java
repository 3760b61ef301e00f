package io.holdfast.workflows.model;

import java.time.Instant;

/// A position in a replica set's oplog: MongoDB's `Timestamp`, inclusive.
///
/// @param seconds seconds since 1970-01-01T00:00Z
/// @param increment the ordinal of the write within that second, from 1
public record PointInTime(long seconds, long increment) implements Comparable<PointInTime> {

  public Instant instant() {
    return Instant.ofEpochSecond(seconds);
  }

  @Override
  public int compareTo(PointInTime other) {
    int bySeconds = Long.compare(seconds, other.seconds);
    return bySeconds != 0 ? bySeconds : Long.compare(increment, other.increment);
  }

  @Override
  public String toString() {
    return seconds + ":" + increment;
  }
}
