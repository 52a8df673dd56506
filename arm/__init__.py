"""Azure Resource Manager as facts and pure functions: types, ids, property names, the Azure Policy language."""
