package io.holdfast.sandbox.member;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.oplog.OpTime;

/// A candidate's question, in the shape of the server's `ReplSetRequestVotesArgs`.
///
/// @param dryRun whether it only asks if it would be elected, so that who cannot win does not
///   unseat a primary by a newer term
/// @param newest place of the newest entry that the candidate has
public record VoteRequest(String set, boolean dryRun, long term, int candidate, OpTime newest) {

  public Doc toDoc() {
    return new DocBuilder()
        .put("replSetRequestVotes", 1)
        .put("setName", set)
        .put("dryRun", dryRun)
        .put("term", term)
        .put("candidateIndex", (long) candidate)
        .put("lastAppliedOpTime", newest.toDoc())
        .build();
  }

  public static VoteRequest parse(Doc doc) {
    Value term = doc.get("term");
    Value candidate = doc.get("candidateIndex");
    return new VoteRequest(
        String.valueOf(doc.string("setName")),
        doc.flag("dryRun"),
        term == null ? -1 : term.asLong(),
        candidate == null ? -1 : (int) candidate.asLong(),
        OpTime.parse(doc.doc("lastAppliedOpTime")));
  }
}
