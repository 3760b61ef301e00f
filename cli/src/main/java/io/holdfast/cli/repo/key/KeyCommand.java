package io.holdfast.cli.repo.key;

import io.holdfast.cli.CommandGroup;
import picocli.CommandLine.Command;

/// `holdfast repo key`: a group of commands, none by itself.
@Command(name = "key", description = "Make, add, list and rotate the keys of a repository.")
public final class KeyCommand extends CommandGroup {}
