package io.holdfast.cli.launch.dev;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What a person may choose of `holdfast dev`.
///
/// @param data the folder for everything that is kept
/// @param temporal the `temporal` executable, or `in-memory`; null to have one found
/// @param apiPort null for 8080, or a free one if that is taken
/// @param temporalPort null for 7233, or a free one if that is taken
/// @param temporalUiPort null for 8233, or a free one if that is taken
/// @param keyFile the key of the repository; null for one that is not encrypted
public record DevSettings(
    Path data,
    @Nullable String temporal,
    @Nullable Integer apiPort,
    @Nullable Integer temporalPort,
    @Nullable Integer temporalUiPort,
    @Nullable Path keyFile) {}
