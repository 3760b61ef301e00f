/// `holdfast repo key …`: the keys of a repository, straight at the bucket.
@NullMarked
package io.holdfast.cli.repo.key;

import org.jspecify.annotations.NullMarked;
