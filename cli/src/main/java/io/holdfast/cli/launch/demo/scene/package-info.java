/// The parts of the demo's story: each asks Holdfast for something over REST, watches, and tells
/// what happened.
@NullMarked
package io.holdfast.cli.launch.demo.scene;

import org.jspecify.annotations.NullMarked;
