"""The console's pages of the services beside IAM."""
