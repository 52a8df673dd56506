"""The type tokens of all components: package, area, noun. A token is part of every URN; it never changes."""

from enum import StrEnum


class Token(StrEnum):
    """One entry per component class."""

    RESOURCE_GROUP_SET = "dataestate:resources:ResourceGroupSet"

    SPOKE = "dataestate:network:Spoke"
    TEAM_SUBNET = "dataestate:network:TeamSubnet"
    PEERING = "dataestate:network:Peering"
    PEERING_MESH = "dataestate:network:PeeringMesh"
    PRIVATE_DNS = "dataestate:network:PrivateDns"
    PRIVATE_DNS_LINKS = "dataestate:network:PrivateDnsLinks"
    PRIVATE_ENDPOINTS = "dataestate:network:PrivateEndpoints"
    FIREWALL = "dataestate:network:Firewall"
    DNS_RESOLVER = "dataestate:network:DnsResolver"
    BASTION = "dataestate:network:Bastion"

    VAULT = "dataestate:security:Vault"
    ROLE_ASSIGNMENTS = "dataestate:security:RoleAssignments"

    MANAGEMENT_GROUPS = "dataestate:management:ManagementGroups"
    SUBSCRIPTION_VENDING = "dataestate:management:SubscriptionVending"

    GUARDRAIL_CATALOGUE = "dataestate:governance:GuardrailCatalogue"
    GUARDRAIL_ASSIGNMENTS = "dataestate:governance:GuardrailAssignments"
    GUARDRAIL_EXEMPTIONS = "dataestate:governance:GuardrailExemptions"

    ACCESS_PACKAGES = "dataestate:identity:AccessPackages"
    TEAM_GROUPS = "dataestate:identity:TeamGroups"
    USER_ASSIGNED_IDENTITY = "dataestate:identity:UserAssignedIdentity"
    DEPLOY_IDENTITY = "dataestate:identity:DeployIdentity"

    WORKSPACE = "dataestate:monitoring:Workspace"
    PRIVATE_LINK_SCOPE = "dataestate:monitoring:PrivateLinkScope"
    SCOPED_RESOURCES = "dataestate:monitoring:ScopedResources"
    ACTION_GROUP = "dataestate:monitoring:ActionGroup"
    ALERTS = "dataestate:monitoring:Alerts"
    BUDGET = "dataestate:monitoring:Budget"
    WORKBOOK = "dataestate:monitoring:Workbook"

    LAKE = "dataestate:lake:Lake"
    LAKE_SET = "dataestate:lake:LakeSet"
    LAKE_FOLDERS = "dataestate:lake:LakeFolders"
    UPLOAD_STORAGE = "dataestate:lake:UploadStorage"

    TEAM_AREA = "dataestate:teams:TeamArea"

    DEVOPS_GROUPS = "dataestate:delivery:DevOpsGroups"
    DEVOPS_PROJECT = "dataestate:delivery:DevOpsProject"
    REPOSITORY = "dataestate:delivery:Repository"
    PIPELINE = "dataestate:delivery:Pipeline"

    DATA_FACTORY = "dataestate:services:DataFactory"
    DATA_CATALOGUE = "dataestate:services:DataCatalogue"
    DATABRICKS_WORKSPACE = "dataestate:databricks:DatabricksWorkspace"
    ACCESS_CONNECTOR = "dataestate:databricks:AccessConnector"
    UNITY_CATALOG = "dataestate:databricks:UnityCatalog"
    SQL_WAREHOUSE = "dataestate:databricks:SqlWarehouse"
    TEAM_SCHEMAS = "dataestate:databricks:TeamSchemas"
    TEAM_COMPUTE = "dataestate:databricks:TeamCompute"
    TABLE_RETENTIONS = "dataestate:databricks:TableRetentions"

    STUDIO_HUB = "dataestate:services:StudioHub"
    CONTAINER_REGISTRY = "dataestate:services:ContainerRegistry"
    SHARED_RUNTIME = "dataestate:services:SharedRuntime"
    SYNAPSE = "dataestate:services:Synapse"
    SQL_DATABASE = "dataestate:services:SqlDatabase"
    MYSQL = "dataestate:services:MySql"
    POSTGRESQL = "dataestate:services:PostgreSql"
    COSMOS_DB = "dataestate:services:CosmosDb"
    EVENT_HUBS = "dataestate:services:EventHubs"
    IOT_HUB = "dataestate:services:IotHub"
    STREAM_ANALYTICS = "dataestate:services:StreamAnalytics"
    DATA_EXPLORER = "dataestate:services:DataExplorer"
    MACHINE_LEARNING = "dataestate:services:MachineLearning"
    AI_SERVICES = "dataestate:services:AiServices"
    AI_SEARCH = "dataestate:services:AiSearch"
    CONTAINER_APPS = "dataestate:services:ContainerApps"
    FUNCTION_APP = "dataestate:services:FunctionApp"
    LOGIC_APP = "dataestate:services:LogicApp"
    WEB_APP = "dataestate:services:WebApp"
    KUBERNETES = "dataestate:services:Kubernetes"
    REDIS = "dataestate:services:Redis"
    EVENT_GRID = "dataestate:services:EventGrid"
    FABRIC_CAPACITY = "dataestate:services:FabricCapacity"
