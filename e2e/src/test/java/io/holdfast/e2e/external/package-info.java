/// External backups of a real server, from the cursor to a server that runs on the copied files.
@NullMarked
package io.holdfast.e2e.external;

import org.jspecify.annotations.NullMarked;
