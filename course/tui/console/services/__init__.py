"""The pages of the services beside IAM."""
