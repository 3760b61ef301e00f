/// Keys: those of the repository, which people keep, and what they do with secrets: wrap the data
/// keys of backups and seal passwords.
@NullMarked
package io.holdfast.activities.repository.key;

import org.jspecify.annotations.NullMarked;
