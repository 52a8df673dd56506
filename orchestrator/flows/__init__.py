"""The functions of the teams, walked from asking to the deployed estate."""
