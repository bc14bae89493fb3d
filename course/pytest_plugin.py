"""The pytest plug-in: lessons as proofs, and the fixtures of the exercises. Heavy modules are imported when used."""

from __future__ import annotations
