package io.holdfast.cli.launch.demo.scene;

import com.mongodb.client.MongoClient;
import io.holdfast.cli.launch.demo.Story;
import io.holdfast.cli.launch.dev.DevStack;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.model.InstanceId;

/// What the scenes are played on.
///
/// @param story where it is told
/// @param terminal where progress is drawn
/// @param stack all of Holdfast
/// @param holdfast its API
/// @param mongo the database, as its application sees it
/// @param instance the database, as Holdfast knows it
public record Stage(
    Story story,
    Terminal terminal,
    DevStack stack,
    RestClient holdfast,
    MongoClient mongo,
    InstanceId instance) {}
