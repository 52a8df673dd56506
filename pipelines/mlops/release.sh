#!/usr/bin/env bash
# Registers a trained model in a stack's workspace and lets it answer, once it has answered a sample:
# release.sh STACK SERVICE ENDPOINT MODEL VERSION COMMIT FOLDER
set -euo pipefail
here=$(dirname "$0")
source "$here/workspace.sh"
stack=$1 service=$2 key=$3 model=$4 version=$5 commit=$6 folder=$7

workspace_of "$stack" "$service"
endpoint=$(.venv/bin/estate outputs --azure "$stack" "model_endpoints.$service-online-$key")
release=release-$version
if ! az ml model show --name "$model" --version "$version" >/dev/null 2>&1; then
  az ml model create --name "$model" --version "$version" --type mlflow_model \
    --path "$folder/named-outputs/model" --set "tags.commit=$commit" "tags.job=$(<"$folder/job")"
fi
az ml online-deployment create --file "$here/online-deployment.yml" --endpoint-name "$endpoint" --name "$release" \
  --set "model=azureml:$model:$version"
az ml online-endpoint invoke --name "$endpoint" --deployment-name "$release" --request-file "$here/example/request.json"
az ml online-endpoint update --name "$endpoint" --traffic "$release=100"
for former in $(az ml online-deployment list --endpoint-name "$endpoint" --query "[?name!='$release'].name" --output tsv); do
  az ml online-deployment delete --endpoint-name "$endpoint" --name "$former" --yes
done
