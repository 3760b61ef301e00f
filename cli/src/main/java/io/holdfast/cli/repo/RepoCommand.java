package io.holdfast.cli.repo;

import io.holdfast.cli.CommandGroup;
import picocli.CommandLine.Command;

/// `holdfast repo`: a group of commands, none by itself.
@Command(
    name = "repo",
    description = "Make, list and verify a repository, without API or Temporal.")
public final class RepoCommand extends CommandGroup {}
