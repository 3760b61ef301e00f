package io.holdfast.cli.restore;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.NamespacePattern;
import io.holdfast.workflows.restore.Rename;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that choose a part of a backup and name it anew.
final class SelectionOptions {
  @Option(
      names = "--ns",
      paramLabel = "PATTERN",
      description =
          "Restore only what fits, such as 'shop', 'shop.orders' or '*.audit'; repeatable.")
  private List<NamespacePattern> include = new ArrayList<>();

  @Option(
      names = "--exclude-ns",
      paramLabel = "PATTERN",
      description = "Leave out what fits; repeatable.")
  private List<NamespacePattern> exclude = new ArrayList<>();

  @Option(
      names = "--ns-from",
      paramLabel = "PATTERN",
      description = "What is restored under another name; with --ns-to, repeatable.")
  private List<NamespacePattern> from = new ArrayList<>();

  @Option(
      names = "--ns-to",
      paramLabel = "PATTERN",
      description = "The other name: each '*' is what that of --ns-from stood for.")
  private List<NamespacePattern> to = new ArrayList<>();

  @Nullable List<NamespacePattern> include() {
    return orNull(include);
  }

  @Nullable List<NamespacePattern> exclude() {
    return orNull(exclude);
  }

  /// @throws HoldfastException VALIDATION_FAILED when the two sides are no pairs
  @Nullable List<Rename> renames() {
    if (from.size() != to.size()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "--ns-from is given %s, --ns-to %s.".formatted(times(from), times(to)),
          "Give them in pairs.");
    }
    List<Rename> renames = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      renames.add(new Rename(from.get(i), to.get(i)));
    }
    return orNull(renames);
  }

  private static String times(List<?> given) {
    return switch (given.size()) {
      case 0 -> "not at all";
      case 1 -> "once";
      case 2 -> "twice";
      default -> given.size() + " times";
    };
  }

  private static <T> @Nullable List<T> orNull(List<T> values) {
    return values.isEmpty() ? null : values;
  }
}
