"""Amazon EC2: instances that can be looked at, started, stopped and terminated."""
