"""Where progress and settings are kept."""

from __future__ import annotations

import os
from pathlib import Path

HOME_VARIABLE = "MFA_COURSE_HOME"
"""The environment variable that names another folder than the user's own."""


def data_folder() -> Path:
    """The folder for progress: what MFA_COURSE_HOME names, else the user's data folder as the platform has it.

    The folder may not exist yet. Raises OSError when the user has no home folder.
    """
    return _named() or _absolute("user_data_path")


def settings_folder() -> Path:
    """The folder for settings: what MFA_COURSE_HOME names, else the user's settings folder as the platform has it.

    The folder may not exist yet. Raises OSError when the user has no home folder.
    """
    return _named() or _absolute("user_config_path")


def _named() -> Path | None:
    named = os.environ.get(HOME_VARIABLE)
    return Path(named).expanduser().absolute() if named else None


def _absolute(kind: str) -> Path:
    import platformdirs

    folder: Path = getattr(platformdirs, kind)("mfa-course", appauthor=False)
    if not folder.is_absolute():
        raise FileNotFoundError(2, "you have no home folder", str(folder))
    return folder
