/// The commands: what each is called, which fields it takes, who may give it, and what it does.
@NullMarked
package io.holdfast.sandbox.command;

import org.jspecify.annotations.NullMarked;
