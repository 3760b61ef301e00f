package io.holdfast.workflows.catalogue;

/// Opens a catalogue. Found with [java.util.ServiceLoader], so that the API needs no store on its
/// compile path.
public interface CatalogueProvider {

  /// @param repositoryUrl such as `file:///var/lib/holdfast`
  /// @param create whether to make a repository where there is none; without it a place that holds
  ///   none fails with REPOSITORY_NOT_FOUND
  Catalogue open(String repositoryUrl, boolean create);
}
