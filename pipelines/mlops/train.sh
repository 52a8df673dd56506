#!/usr/bin/env bash
# Trains in a stack's workspace and keeps the model that came of it: train.sh STACK SERVICE FOLDER
set -euo pipefail
here=$(dirname "$0")
source "$here/workspace.sh"
stack=$1 service=$2 folder=$3

workspace_of "$stack" "$service"
job=$(az ml job create --file "$here/train.yml" --query name --output tsv)
echo "job $job"
az ml job stream --name "$job"
status=$(az ml job show --name "$job" --query status --output tsv)
if [[ $status != Completed ]]; then
  echo "the job $job ended as $status: nothing is deployed" >&2
  exit 1
fi
mkdir -p "$folder"
az ml job download --name "$job" --output-name model --download-path "$folder"
echo "$job" >"$folder/job"
