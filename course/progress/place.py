"""Where progress is kept."""

from __future__ import annotations

import os
from pathlib import Path

HOME_VARIABLE = "MFA_COURSE_HOME"
"""The environment variable that names another folder than the user's data folder."""


def data_folder() -> Path:
    """The folder for progress: what MFA_COURSE_HOME names, else the user's data folder as the platform has it.

    The folder may not exist yet. Raises OSError when the user has no home folder.
    """
    named = os.environ.get(HOME_VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    folder = user_data_path("mfa-course", appauthor=False)
    if not folder.is_absolute():
        raise FileNotFoundError(2, "you have no home folder", str(folder))
    return folder
