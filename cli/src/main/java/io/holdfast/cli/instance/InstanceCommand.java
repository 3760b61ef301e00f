package io.holdfast.cli.instance;

import io.holdfast.cli.CommandGroup;
import picocli.CommandLine.Command;

/// `holdfast instance`: a group of commands, none by itself.
@Command(name = "instance", description = "Register, show, change and remove instances.")
public final class InstanceCommand extends CommandGroup {}
