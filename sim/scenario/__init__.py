"""A scenario file (YAML) made into the world in which a lesson begins."""

from sim.scenario.load import load, parameters, title
from sim.scenario.nodes import ScenarioError

__all__ = ["ScenarioError", "load", "parameters", "title"]
