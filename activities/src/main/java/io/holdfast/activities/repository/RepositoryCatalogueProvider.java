package io.holdfast.activities.repository;

import io.holdfast.workflows.catalogue.Catalogue;
import io.holdfast.workflows.catalogue.CatalogueProvider;

/// Opens the catalogue of a repository for those who know only the port.
public final class RepositoryCatalogueProvider implements CatalogueProvider {
  @Override
  public Catalogue open(String repositoryUrl, boolean create) {
    return Repository.open(repositoryUrl, create).catalogue();
  }
}
