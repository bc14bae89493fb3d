"""A word of the console as the video has it and as it is today."""

from __future__ import annotations

from dataclasses import dataclass

from course.settings import Words

Era = Words
"""Whose words the console speaks."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the console in the video, and today; the same where `today` is left out."""

    video: str
    today: str = ""

    def of(self, era: Era) -> str:
        """The word as that era has it."""
        return self.today if era == "today" and self.today else self.video

    def other(self, era: Era) -> str:
        """The other era's word; empty where both say the same."""
        return (self.video if era == "today" else self.today) if self.today else ""


def beside(era: Era, *words: Word, gap: str = ", ") -> str:
    """What the other era calls these, as the words to stand beside; empty where both say the same."""
    others = [word.other(era) for word in words if word.other(era)]
    return f"{OTHER_ERA[era]}: {gap.join(others)}" if others else ""


OTHER_ERA: dict[Era, str] = {"video": "today", "today": "in the video"}
"""How the words of the other era are introduced."""
