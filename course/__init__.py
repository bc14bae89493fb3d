"""The course around the simulator: lessons, screens, progress and the command line."""
