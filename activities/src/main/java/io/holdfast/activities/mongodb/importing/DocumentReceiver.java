package io.holdfast.activities.mongodb.importing;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.workflows.model.Namespace;

/// Takes the documents of a dump. Those of one collection come in their order; those of several may
/// come by turns.
interface DocumentReceiver {
  void document(Namespace namespace, RawDocument document);

  /// The collection was whole; nothing more comes of it.
  void end(Namespace namespace);
}
