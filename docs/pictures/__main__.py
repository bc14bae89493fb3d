"""Make the pictures whose names are given, or all: `python -m docs.pictures lesson walk`."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


def main(wanted: list[str]) -> None:
    """Write the pictures; each is made on a course of its own."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "MFA_COURSE_LANG", "MFA_COURSE_LESSONS"):
        os.environ.pop(name, None)
    from docs.pictures.animation import animation
    from docs.pictures.cast import cast
    from docs.pictures.stills import STILLS
    from docs.pictures.studio import Studio
    from docs.pictures.svg import still
    from docs.pictures.walk import POSTER, TITLE, page, walk

    names = (*STILLS, "walk")
    unknown = [name for name in wanted if name not in names]
    if unknown:
        sys.exit(f"There is no picture {unknown[0]!r}. There are: {', '.join(names)}.")
    for name in wanted or names:
        with tempfile.TemporaryDirectory() as home:
            os.environ["MFA_COURSE_HOME"] = home
            if name == "walk":
                stops = asyncio.run(walk(Studio(Path(home))))
                written = {"walk.svg": animation(stops, TITLE, POSTER), "walk.cast": cast(stops, TITLE)}
                written["../walk.md"] = page(stops)
            else:
                frame = asyncio.run(STILLS[name].make(Studio(Path(home))))
                written = {f"{name}.svg": still(frame, STILLS[name].words)}
        for file, text in written.items():
            (HERE / file).write_text(text, encoding="utf-8")
        print(name)


if __name__ == "__main__":
    main(sys.argv[1:])
