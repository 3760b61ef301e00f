/// Backup cursors: one at a time on a server, over the files of its last checkpoint. Codes and
/// texts are those that Percona Server for MongoDB 4.4.6-8 answered.
@NullMarked
package io.holdfast.sandbox.backup;

import org.jspecify.annotations.NullMarked;
