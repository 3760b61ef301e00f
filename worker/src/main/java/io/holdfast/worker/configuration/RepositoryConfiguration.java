package io.holdfast.worker.configuration;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.Optional;

/// Which repository the worker uses: `holdfast.repository.*`, or `HOLDFAST_REPOSITORY_*` in the
/// environment. The URL has no default: a place that nobody chose is no place for backups.
///
/// @param url such as `file:///var/lib/holdfast`
/// @param create whether to make a repository where there is none, encrypted if there is a key
/// @param key references to the repository's keys, separated by commas: `env:NAME` or
///   `file:/absolute/path`; the one that the repository calls active must be among them, older ones
///   may
/// @param sealingKey reference to a key for sealed passwords where the repository has none
/// @param compression of what is written: `zstd`, `gzip` or `none`
/// @param compressionLevel of zstd 1 to 22, of gzip 1 to 9; the format's usual one where it is not
///   set
/// @param compressionThreads how many threads compress beside the one that reads; zstd only
@ConfigurationProperties("holdfast.repository")
public record RepositoryConfiguration(
    @Bindable(defaultValue = "") String url,
    @Bindable(defaultValue = "false") boolean create,
    @Bindable(defaultValue = "") String key,
    @Bindable(defaultValue = "") String sealingKey,
    @Bindable(defaultValue = "zstd") String compression,
    Optional<Integer> compressionLevel,
    @Bindable(defaultValue = "0") int compressionThreads) {}
