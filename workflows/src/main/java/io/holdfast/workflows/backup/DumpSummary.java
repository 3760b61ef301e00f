package io.holdfast.workflows.backup;

/// How much a dump wrote.
public record DumpSummary(int collections, long documents, long plainBytes, long storedBytes) {}
