"""What a command line may go on with: the words that fit where the cursor is, and what is expected there.

Everything comes from the declarations of commands and operations and from the world, read as the room sees it: names,
ARNs and serial numbers whoever is signed in, never a secret key, and codes only of what can be picked up.
"""

from sim.completion.following import Candidate, Completion, complete
from sim.completion.hint import hint
from sim.completion.names import Names

__all__ = ["Candidate", "Completion", "Names", "complete", "hint"]
