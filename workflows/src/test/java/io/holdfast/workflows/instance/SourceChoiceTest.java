package io.holdfast.workflows.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceChoiceTest {
  private static final Member PRIMARY = new Member("p:1", MemberState.PRIMARY, false, 2, 1, 0, 0);

  @Test
  void aHiddenSecondaryComesFirstEvenIfItLagsMore() {
    Source source = choose(PRIMARY, secondary("a:1", 0, 0), hidden("h:1", 50));

    assertThat(source.address()).isEqualTo("h:1");
    assertThat(source.role()).isEqualTo(MemberState.SECONDARY);
    assertThat(source.replicaSet()).isEqualTo("rs0");
    assertThat(source.reason()).contains("hidden").contains("50 s");
  }

  @Test
  void thenTheSecondaryOfTheLowestPriority() {
    assertThat(choose(PRIMARY, secondary("a:1", 1, 0), secondary("b:1", 0.5, 9)).address())
        .isEqualTo("b:1");
  }

  @Test
  void thenTheOneThatLagsLeast() {
    assertThat(choose(PRIMARY, secondary("a:1", 1, 5), secondary("b:1", 1, 4)).address())
        .isEqualTo("b:1");
  }

  @Test
  void thenTheFirstAddressSoThatTheChoiceIsTheSameEachTime() {
    assertThat(choose(PRIMARY, secondary("b:1", 1, 0), secondary("a:1", 1, 0)).address())
        .isEqualTo("a:1");
  }

  @Test
  void aDelayedMemberIsNeverReadThoughHidden() {
    Member delayed = new Member("d:1", MemberState.SECONDARY, true, 0, 0, 600, 600);

    assertThat(choose(delayed, PRIMARY).address()).isEqualTo("p:1");
  }

  @Test
  void arbitersAndMembersThatAreNeitherPrimaryNorSecondaryAreNeverRead() {
    Member arbiter = new Member("a:1", MemberState.ARBITER, false, 0, 1, 0, 0);
    Member recovering = new Member("r:1", MemberState.OTHER, true, 0, 1, 0, 0);
    Member gone = new Member("g:1", MemberState.UNREACHABLE, true, 0, 1, 0, 0);

    assertThat(choose(arbiter, recovering, gone, PRIMARY).address()).isEqualTo("p:1");
  }

  @Test
  void thePrimaryIsReadWhenNoSecondaryIsWithinAnHour() {
    Source source = choose(PRIMARY, secondary("a:1", 1, 3_601));

    assertThat(source.address()).isEqualTo("p:1");
    assertThat(source.role()).isEqualTo(MemberState.PRIMARY);
    assertThat(source.reason()).contains("no secondary can be read");
  }

  @Test
  void aSecondaryIsPreferredToAPrimaryThatMayBeRead() {
    assertThat(
            SourceChoice.choose(
                    new ReplicaSet("rs0", List.of(PRIMARY, secondary("a:1", 1, 60))), true)
                .address())
        .isEqualTo("a:1");
  }

  @Test
  void aPrimaryThatMayBeReadIsPreferredToASecondaryMoreThanAMinuteBehind() {
    ReplicaSet set = new ReplicaSet("rs0", List.of(PRIMARY, secondary("a:1", 1, 61)));

    assertThat(SourceChoice.choose(set, true).address()).isEqualTo("p:1");
    assertThat(SourceChoice.choose(set, true).reason()).contains("more than 60 s behind");
    assertThat(SourceChoice.choose(set, false).address()).isEqualTo("a:1");
  }

  @Test
  void withoutAPrimaryALaggingSecondaryIsStillReadWhetherOrNotThePrimaryMayBe() {
    ReplicaSet set = new ReplicaSet("rs0", List.of(secondary("a:1", 1, 61)));

    assertThat(SourceChoice.choose(set, true).address()).isEqualTo("a:1");
  }

  @Test
  void withNobodyToReadEveryMemberIsNamedWithItsReason() {
    Member arbiter = new Member("a:1", MemberState.ARBITER, false, 0, 1, 0, 0);
    Member delayed = new Member("d:1", MemberState.SECONDARY, true, 0, 0, 600, 600);
    Member gone = new Member("g:1", MemberState.UNREACHABLE, false, 1, 1, 0, 0);

    assertThatThrownBy(() -> choose(arbiter, delayed, gone, secondary("l:1", 1, 4_000)))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_SUITABLE_MEMBER))
        .hasMessageContaining("rs0")
        .hasMessageContaining("a:1 is an arbiter")
        .hasMessageContaining("d:1 is delayed by 600 s")
        .hasMessageContaining("g:1 cannot be reached")
        .hasMessageContaining("l:1 is 4000 s behind");
  }

  private static Source choose(Member... members) {
    return SourceChoice.choose(new ReplicaSet("rs0", List.of(members)), false);
  }

  private static Member secondary(String address, double priority, long lag) {
    return new Member(address, MemberState.SECONDARY, false, priority, 1, 0, lag);
  }

  private static Member hidden(String address, long lag) {
    return new Member(address, MemberState.SECONDARY, true, 0, 1, 0, lag);
  }
}
