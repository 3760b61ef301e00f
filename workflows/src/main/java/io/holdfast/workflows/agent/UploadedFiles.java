package io.holdfast.workflows.agent;

import io.holdfast.workflows.model.MemberId;

/// What an agent has uploaded, earlier attempts included.
///
/// @param bytes how many the files have
/// @param storedBytes how many they take in the repository
public record UploadedFiles(MemberId member, int files, long bytes, long storedBytes) {}
