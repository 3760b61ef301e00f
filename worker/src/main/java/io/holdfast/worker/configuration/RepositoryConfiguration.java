package io.holdfast.worker.configuration;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/// Which repository the worker uses: `holdfast.repository.*`, or `HOLDFAST_REPOSITORY_*` in the
/// environment. The URL has no default: a place that nobody chose is no place for backups.
///
/// @param url such as `file:///var/lib/holdfast`
/// @param create whether to make a repository where there is none
@ConfigurationProperties("holdfast.repository")
public record RepositoryConfiguration(
    @Bindable(defaultValue = "") String url, @Bindable(defaultValue = "false") boolean create) {}
