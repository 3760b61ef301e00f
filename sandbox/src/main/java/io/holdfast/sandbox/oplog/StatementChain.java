package io.holdfast.sandbox.oplog;

import org.jspecify.annotations.Nullable;

/// The statements of one retryable command: gives each entry its statement, and learns where the
/// entry came to stand.
public interface StatementChain {
  /// Entries of commands that are not retryable.
  StatementChain NONE =
      new StatementChain() {
        @Override
        public @Nullable Statement current() {
          return null;
        }

        @Override
        public void wrote(OpTime place) {}
      };

  /// The statement under which the next entry is written, or null.
  @Nullable Statement current();

  void wrote(OpTime place);
}
