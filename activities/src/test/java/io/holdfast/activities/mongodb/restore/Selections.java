package io.holdfast.activities.mongodb.restore;

import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.NamespacePattern;
import io.holdfast.workflows.restore.Rename;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.Selection;
import io.holdfast.workflows.restore.UsersPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Selections and the requests for them, as short as tests want them.
final class Selections {
  private Selections() {}

  static Selection of(List<String> include, String... exclude) {
    return new Selection(patterns(include), patterns(List.of(exclude)), List.of());
  }

  static List<NamespacePattern> patterns(List<String> texts) {
    return texts.stream().map(NamespacePattern::new).toList();
  }

  static Rename rename(String from, String to) {
    return new Rename(new NamespacePattern(from), new NamespacePattern(to));
  }

  static RestoreRequest request(
      InstanceId target, String backup, @Nullable String consent, Selection selection) {
    RestoreRequest whole = Rig.request(target, backup, consent, UsersPolicy.KEEP);
    return whole.withSelection(selection);
  }
}
