/// Holdfast's REST API as the command sees it: requests, answers as JSON, problems as exceptions,
/// and the events of an operation.
@NullMarked
package io.holdfast.cli.rest;

import org.jspecify.annotations.NullMarked;
