"""The words of IAM and MFA that the course explains: read from a plain file, found in a step, looked up by a name."""
