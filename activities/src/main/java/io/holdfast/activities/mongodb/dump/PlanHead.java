package io.holdfast.activities.mongodb.dump;

import io.holdfast.workflows.backup.DumpPlan;

/// The record that makes a plan exist, created after its pages.
///
/// @param attempt the folder of the pages: two attempts at a plan never mix
/// @param pages how many
record PlanHead(String attempt, int pages, DumpPlan plan) {}
