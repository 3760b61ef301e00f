package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.StoredCollection;

/// Collections that come into being because somebody writes to them.
final class Implicit {
  private Implicit() {}

  /// The collection, made without options if it is not there; a view cannot be written to.
  static StoredCollection collection(Invocation call, Namespace namespace) {
    StoredCollection found = call.catalog().find(namespace);
    if (found != null) {
      return found;
    }
    refuseView(call, namespace);
    Structure.create(call, namespace.checked(), Doc.EMPTY);
    return call.catalog().require(namespace);
  }

  static void refuseView(Invocation call, Namespace namespace) {
    if (Targets.view(call.catalog(), namespace) != null) {
      throw ServerError.COMMAND_NOT_SUPPORTED_ON_VIEW.because(
          "Namespace " + namespace + " is a view, not a collection");
    }
  }
}
