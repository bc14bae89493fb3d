"""Proofs of lessons: what a lesson promises, tried on forked worlds."""
