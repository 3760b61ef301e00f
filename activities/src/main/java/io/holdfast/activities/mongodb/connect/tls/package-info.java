/// TLS from PEM files, as mongosh takes them: which files a connection names, and how keys and
/// certificates are read. The JDK only.
@NullMarked
package io.holdfast.activities.mongodb.connect.tls;

import org.jspecify.annotations.NullMarked;
