"""Proofs of lessons: what a lesson promises, tried on forked worlds.

for proof in proofs(path):
    finding = proof.run()
    if finding is not None:
        print(finding)
"""

from course.proof.finding import Finding, collapse
from course.proof.gather import proofs, prove_text
from course.proof.proof import Proof

__all__ = ["Finding", "Proof", "collapse", "proofs", "prove_text"]
