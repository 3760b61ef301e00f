#!/bin/sh
# Makes an LVM snapshot of the volume that holds the data folder (journal included). Needs the
# right to run lvcreate: as root, or by a rule of sudoers for this one program.
set -eu

LVM_VOLUME=vg0/mongodb   # volume group/logical volume of the data folder
LVM_ROOM=10%ORIGIN       # room for what changes while the snapshot is there

name="holdfast-$HOLDFAST_BACKUP-$HOLDFAST_ROUND"
lvcreate --snapshot --permission r --extents "$LVM_ROOM" --name "$name" "$LVM_VOLUME"
echo "snapshot $name of $LVM_VOLUME, data folder $HOLDFAST_DBPATH"
echo "mount it read-only, copy it away, then: lvremove ${LVM_VOLUME%/*}/$name"
