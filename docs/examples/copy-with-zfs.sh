#!/bin/sh
# Makes a ZFS snapshot of the dataset that holds the data folder (journal included). Needs
# `zfs allow USER snapshot DATASET`.
set -eu

ZFS_DATASET=tank/mongodb   # that of the data folder

snapshot="$ZFS_DATASET@holdfast-$HOLDFAST_BACKUP-$HOLDFAST_ROUND"
zfs snapshot "$snapshot"
echo "snapshot $snapshot, data folder $HOLDFAST_DBPATH"
