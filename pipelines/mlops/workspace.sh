# shellcheck shell=bash
# Sets the group and the workspace that `az ml` works in, from what the stack exports: workspace_of STACK SERVICE.
workspace_of() {
  export ARM_USE_OIDC=true ARM_CLIENT_ID="$servicePrincipalId" ARM_TENANT_ID="$tenantId" ARM_OIDC_TOKEN="$idToken"
  local id
  id=$(.venv/bin/estate outputs --azure "$1" "services.$2")
  az account set --subscription "$(cut -d/ -f3 <<<"$id")"
  az configure --defaults group="$(cut -d/ -f5 <<<"$id")" workspace="$(cut -d/ -f9 <<<"$id")"
}
