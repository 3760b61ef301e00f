package io.holdfast.sandbox.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.oplog.OpTime;
import io.holdfast.sandbox.oplog.Oplog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BallotTest {
  private final List<Member> members =
      IntStream.range(0, 3)
          .mapToObj(id -> new MemberSettings(id, 27100 + id, 1, false, Map.of()))
          .map(settings -> Member.ofSet(settings, 1 << 20, Clock.systemUTC()))
          .toList();
  private final Member voter = members.getFirst();
  private final ReplicaSet set =
      new ReplicaSet(
          SetConfig.of("rs0", members.stream().map(Member::settings).toList(), Duration.ofHours(1)),
          members,
          Clock.systemUTC());

  @BeforeEach
  void hasWrittenInTermOne() {
    members.forEach(member -> member.join(set));
    voter.requireOplog().term(1);
    voter.note(new DocBuilder().put("msg", "an entry").build());
    voter.role(Role.SECONDARY);
    set.learn(1);
  }

  private VoteRequest request(boolean dryRun, long term, int candidate, OpTime newest) {
    return new VoteRequest("rs0", dryRun, term, candidate, newest);
  }

  private OpTime newest() {
    return voter.applied();
  }

  @Test
  void aMemberVotesOnceInATerm() {
    assertThat(voter.votes(request(false, 2, 1, newest()))).isTrue();
    assertThat(voter.votes(request(false, 2, 2, newest()))).isFalse();
    assertThat(voter.votes(request(false, 3, 2, newest()))).isTrue();
    assertThat(set.term()).isEqualTo(3);
  }

  @Test
  void aDryRunBindsNobody() {
    assertThat(voter.votes(request(true, 1, 1, newest()))).isTrue();
    assertThat(set.term()).isEqualTo(1);
    assertThat(voter.votes(request(false, 2, 2, newest()))).isTrue();
  }

  @Test
  void aCandidateHasAllThatTheVoterHas() {
    OpTime older = new OpTime(newest().ts() - 1, 1);
    OpTime lateInAnOlderTerm = new OpTime(newest().ts() + 100, 0);

    assertThat(voter.votes(request(false, 2, 1, older))).isFalse();
    assertThat(voter.votes(request(false, 2, 1, lateInAnOlderTerm))).isFalse();
  }

  @Test
  void aVoteOutlivesItsProcess() {
    assertThat(voter.votes(request(false, 7, 1, newest()))).isTrue();

    Oplog kept = new Oplog(voter.store(), 1 << 20, Clock.systemUTC());
    Member restarted = Member.ofSet(voter.settings(), voter.store(), kept);
    restarted.join(set);

    assertThat(restarted.ballot().newestTerm()).isEqualTo(7);
    assertThat(restarted.votes(request(false, 7, 2, newest()))).isFalse();
  }

  @Test
  void whoIsBeingCopiedAnewDoesNotVote() {
    voter.role(Role.COPYING);
    assertThat(voter.votes(request(false, 2, 1, newest()))).isFalse();

    Member fresh = members.getLast();
    assertThat(fresh.votes(request(false, 3, 1, newest()))).isTrue();
  }
}
