"""A device's time beside the service's, in words: its code, what AWS takes, what was tried, where a drift leads."""
