"""Who uses which data, read from the access logs of the lakes; what is popular, and what nobody reads. Pure."""
