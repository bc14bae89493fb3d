"""Time on the screen: when it is looked at, the line of time, and the time lab."""
