/// The commands that *are* Holdfast instead of asking it: `server`, `worker`, `dev` and `demo`.
///
/// Only here may the command touch the worker, the API and the sandbox.
@NullMarked
package io.holdfast.cli.launch;

import org.jspecify.annotations.NullMarked;
