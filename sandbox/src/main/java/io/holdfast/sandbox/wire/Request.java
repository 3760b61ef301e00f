package io.holdfast.sandbox.wire;

import io.holdfast.sandbox.bson.Doc;
import java.util.List;
import java.util.Map;

/// A message from a client: the command, the documents that came in sections beside it, and how to
/// answer.
///
/// @param legacy whether it came as OP_QUERY, which only a first `hello` does
/// @param silent whether the client wants no answer
record Request(
    int id, boolean legacy, boolean silent, Doc body, Map<String, List<Doc>> sequences) {}
