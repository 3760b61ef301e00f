package io.holdfast.workflows.external;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// What came of counting a member's documents. The counts lie in the repository.
///
/// @param address `host:port`
/// @param counted of how many collections the documents are counted
/// @param collections how many there are to count
/// @param gap why the rest is not counted; null where nothing went wrong
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CountedMember(String address, int counted, int collections, @Nullable String gap) {}
