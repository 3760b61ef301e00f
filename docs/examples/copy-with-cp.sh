#!/bin/sh
# Copies the files that Holdfast keeps by `cp --reflink=auto`: at once and without room on
# file systems that can (XFS, Btrfs), byte by byte elsewhere. To be run where the data folder is.
# Write the folder for your copies in below.
set -eu

target="/var/backups/mongodb/$HOLDFAST_INSTANCE/$HOLDFAST_BACKUP-$HOLDFAST_ROUND/${HOLDFAST_REPLICA_SET:-standalone}"
mkdir -p "$target"

copy() {
  mkdir -p "$target/$(dirname "$1")"
  cp --reflink=auto "$HOLDFAST_DBPATH/$1" "$target/$1"
}

if [ -s "$HOLDFAST_FILES" ]; then
  while IFS= read -r file; do
    copy "$file"
  done < "$HOLDFAST_FILES"
else
  # A locked server lists no files: all of them, but what only a running server needs.
  cd "$HOLDFAST_DBPATH"
  find . -type f ! -name mongod.lock ! -name WiredTiger.lock ! -path './diagnostic.data/*' ! -path './.holdfast*' |
    while IFS= read -r file; do
      copy "${file#./}"
    done
fi

echo "copied to $target"
