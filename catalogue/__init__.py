"""The estate in Microsoft Purview: what ought to be registered, what is, and the way from one to the other."""
