package io.holdfast.sandbox.member;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.Values;
import io.holdfast.sandbox.oplog.OpTime;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/// A member's last vote, which outlives its process as `local.replset.election` (the server's
/// `LastVote`): nobody votes twice in one term.
final class Ballot {
  private static final Namespace NAMESPACE = new Namespace("local", "replset.election");

  private final Member member;

  Ballot(Member member) {
    this.member = member;
  }

  /// The newest term that it knows by itself: of its oplog, or of its last vote.
  long newestTerm() {
    return member.store().read(() -> Math.max(member.requireOplog().last().term(), term()));
  }

  /// Votes for a candidate that has all that this member has, once in a term. Who had something and
  /// is being copied does not vote: others may count on what it had.
  boolean answer(VoteRequest request) {
    ReplicaSet set = member.set();
    if (set == null || !request.set().equals(set.name()) || !member.isUp()) {
      return false;
    }
    if (!request.dryRun()) {
      set.learn(request.term());
    }
    return member
        .store()
        .write(
            () ->
                request.term() >= set.term()
                    && request.newest().compareTo(member.applied()) >= 0
                    && !(member.role() == Role.COPYING && hadSomething())
                    && (request.dryRun() || cast(request.term(), request.candidate())));
  }

  private boolean hadSomething() {
    return !member.applied().equals(OpTime.NONE) || new CopyMark(member.store()).isSet();
  }

  /// The term of the last vote; 0 for none.
  private long term() {
    StoredDoc last = last();
    Value term = last == null ? null : last.doc().get("term");
    return term == null ? 0 : term.asLong();
  }

  private @Nullable StoredDoc last() {
    StoredCollection votes = member.store().catalog().find(NAMESPACE);
    return votes == null ? null : votes.first();
  }

  /// Votes for a candidate, unless there was a vote in that term.
  private boolean cast(long term, int candidate) {
    if (term <= term()) {
      return false;
    }
    StoredCollection votes = SystemCollections.require(member.store().catalog(), NAMESPACE);
    StoredDoc last = votes.first();
    if (last == null) {
      votes.insert(vote(Values.objectId(new ObjectId().toByteArray()), term, candidate));
    } else {
      votes.replace(last, vote(last.key(), term, candidate));
    }
    return true;
  }

  private static Doc vote(Value id, long term, int candidate) {
    return new DocBuilder()
        .put("_id", id)
        .put("term", term)
        .put("candidateIndex", (long) candidate)
        .build();
  }
}
