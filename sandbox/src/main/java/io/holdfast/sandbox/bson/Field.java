package io.holdfast.sandbox.bson;

/// A field of a document: a name and its value.
public record Field(String name, Value value) {}
