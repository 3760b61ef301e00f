#!/bin/sh
# Makes an EBS snapshot of the volume that holds the data folder (journal included). Needs the AWS
# command line with the right ec2:CreateSnapshot. A snapshot is of the moment it was asked for, so
# the files need not be kept until it is complete.
set -eu

EBS_VOLUME=vol-0123456789abcdef0   # that of the data folder

aws ec2 create-snapshot --volume-id "$EBS_VOLUME" \
  --description "holdfast $HOLDFAST_INSTANCE/$HOLDFAST_BACKUP $HOLDFAST_MEMBER $HOLDFAST_ROUND" \
  --query SnapshotId --output text
