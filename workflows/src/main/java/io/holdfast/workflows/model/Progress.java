package io.holdfast.workflows.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// How far a long activity is: its heartbeat's details. It holds no user data, and its resume point
/// is only an ordinal; everything longer lies in the repository.
///
/// @param stage what is being done, such as `dump`
/// @param item the thing in hand, such as a namespace; null between things
/// @param done units done
/// @param total units in all; 0 when not known
/// @param unit `bytes`, `documents`, `objects`, `indexes` or `entries`
/// @param resumeFrom ordinal of the first item that is not known to be done
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Progress(
    String stage, @Nullable String item, long done, long total, String unit, int resumeFrom) {}
