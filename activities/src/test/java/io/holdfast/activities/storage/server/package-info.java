/// Real servers that keep objects, started by tests on free ports of 127.0.0.1 and ended by their
/// process ids. A server of another kind is one more class beside [MinioServer].
@NullMarked
package io.holdfast.activities.storage.server;

import org.jspecify.annotations.NullMarked;
