"""The course around the simulator: lessons, screens, progress and the command line."""

__version__ = "0.1.0"
