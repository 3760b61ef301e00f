package io.holdfast.cli;

import picocli.CommandLine.IVersionProvider;

/// The version that the build wrote into the archive's manifest.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"holdfast " + (version == null ? "(not packaged)" : version)};
  }
}
