/// What a server with data files promises: held against the sandbox's process and against a real
/// `mongod`.
@NullMarked
package io.holdfast.sandbox.files;

import org.jspecify.annotations.NullMarked;
