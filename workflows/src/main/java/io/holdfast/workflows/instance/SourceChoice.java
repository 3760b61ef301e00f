package io.holdfast.workflows.instance;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The choice of the member that a backup reads from: a hidden secondary before any other, then the
/// secondary with the lowest priority, the least lag, the first address; the primary last.
/// Arbiters, delayed members and whatever is neither primary nor secondary are never read.
public final class SourceChoice {
  /// A secondary further behind than this is ill: its oplog may roll over under the dump.
  static final long HEALTHY_LAG_SECONDS = 3_600;

  /// A secondary further behind than this makes a noticeably old backup; where the primary may be
  /// read, it is taken instead.
  static final long FRESH_LAG_SECONDS = 60;

  private static final Comparator<Member> BY_PREFERENCE =
      Comparator.comparing(Member::hidden)
          .reversed()
          .thenComparingDouble(Member::priority)
          .thenComparingLong(Member::lagSeconds)
          .thenComparing(Member::address);

  private SourceChoice() {}

  /// The member of `set` to read, and why that one; a standalone is the only one.
  ///
  /// @param allowPrimary whether the primary may be read although a secondary would do
  /// @throws HoldfastException NO_SUITABLE_MEMBER, with what speaks against each member
  public static Source choose(ReplicaSet set, boolean allowPrimary) {
    if (set.name().isEmpty()) {
      return source(set, set.members().getFirst(), "It is the only server.");
    }
    Optional<Member> primary = set.members().stream().filter(SourceChoice::isPrimary).findFirst();
    long limit = allowPrimary && primary.isPresent() ? FRESH_LAG_SECONDS : HEALTHY_LAG_SECONDS;
    return best(set.members(), member -> member.lagSeconds() <= limit)
        .map(member -> source(set, member, secondaryReason(member)))
        .or(() -> primary.map(member -> source(set, member, primaryReason(set, allowPrimary))))
        .orElseThrow(() -> noneIn(set));
  }

  /// Every member of `set` that could be read, in the order in which [#choose] would choose them if
  /// those before were not there.
  ///
  /// @throws HoldfastException NO_SUITABLE_MEMBER when there is none
  public static List<Source> inOrder(ReplicaSet set, boolean allowPrimary) {
    List<Source> sources = new ArrayList<>(List.of(choose(set, allowPrimary)));
    while (true) {
      List<String> known = sources.stream().map(Source::address).toList();
      List<Member> others =
          set.members().stream().filter(member -> !known.contains(member.address())).toList();
      if (others.isEmpty()) {
        return sources;
      }
      try {
        sources.add(choose(new ReplicaSet(set.name(), others), allowPrimary));
      } catch (HoldfastException _) {
        return sources; // nobody else can be read
      }
    }
  }

  /// The member to go on from when `lost` was lost: a secondary other than it where there is one,
  /// else as [#choose], which may be the same again.
  ///
  /// @throws HoldfastException NO_SUITABLE_MEMBER, with what speaks against each member
  public static Source replace(ReplicaSet set, boolean allowPrimary, Source lost) {
    Source found =
        best(
                set.members(),
                member ->
                    !member.address().equals(lost.address())
                        && member.lagSeconds() <= HEALTHY_LAG_SECONDS)
            .map(member -> source(set, member, secondaryReason(member)))
            .orElseGet(() -> choose(set, allowPrimary));
    return found.address().equals(lost.address())
        ? found
        : new Source(
            found.replicaSet(),
            found.address(),
            found.role(),
            found.reason() + " It took over from %s, which was lost.".formatted(lost.address()));
  }

  private static Optional<Member> best(List<Member> members, Predicate<Member> acceptable) {
    return members.stream()
        .filter(member -> member.state() == MemberState.SECONDARY && member.delaySeconds() == 0)
        .filter(acceptable)
        .min(BY_PREFERENCE);
  }

  private static boolean isPrimary(Member member) {
    return member.state() == MemberState.PRIMARY;
  }

  private static Source source(ReplicaSet set, Member member, String reason) {
    return new Source(set.name(), member.address(), member.state(), reason);
  }

  private static String secondaryReason(Member member) {
    return member.hidden()
        ? "A hidden secondary serves no application; it is %d s behind."
            .formatted(member.lagSeconds())
        : "No hidden secondary can be read; of the others this one has the lowest priority (%s) and is %d s behind."
            .formatted(plain(member.priority()), member.lagSeconds());
  }

  private static String primaryReason(ReplicaSet set, boolean allowPrimary) {
    boolean couldHaveWaited =
        allowPrimary && best(set.members(), m -> m.lagSeconds() <= HEALTHY_LAG_SECONDS).isPresent();
    return couldHaveWaited
        ? "The primary may be read, and every secondary is more than %d s behind."
            .formatted(FRESH_LAG_SECONDS)
        : "The primary, because no secondary can be read.";
  }

  private static HoldfastException noneIn(ReplicaSet set) {
    String members =
        set.members().stream()
            .map(member -> member.address() + " " + against(member))
            .collect(Collectors.joining(", "));
    return new HoldfastException(
        ErrorCode.NO_SUITABLE_MEMBER,
        "No member of replica set '%s' can be read from: %s."
            .formatted(set.name(), members.isEmpty() ? "it has none" : members),
        "It is tried again; bring a secondary or the primary up.");
  }

  private static String against(Member member) {
    return switch (member.state()) {
      case ARBITER -> "is an arbiter";
      case UNREACHABLE -> "cannot be reached";
      case OTHER -> "is neither primary nor secondary now";
      case PRIMARY -> "is the primary";
      case SECONDARY ->
          member.delaySeconds() > 0
              ? "is delayed by %d s".formatted(member.delaySeconds())
              : "is %d s behind".formatted(member.lagSeconds());
    };
  }

  private static String plain(double priority) {
    return priority == Math.rint(priority)
        ? Long.toString((long) priority)
        : Double.toString(priority);
  }
}
