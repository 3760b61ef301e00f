package io.holdfast.activities.mongodb.dump;

import io.holdfast.workflows.backup.DumpPlan;
import io.holdfast.workflows.model.PointInTime;

/// The record that makes a plan exist, created after its pages.
///
/// @param attempt the folder of the pages: two attempts at a plan never mix
/// @param pages how many
/// @param readFrom what a member must have to be read: nothing that is dumped may be older
record PlanHead(String attempt, int pages, DumpPlan plan, PointInTime readFrom) {}
