"""The pages of IAM."""
