"""The learner's own file of an exercise: found beside its test, read with words that help."""

from __future__ import annotations

import json
import re
import sys
import traceback
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any

ENDINGS = (".json", ".py", ".sh")
"""What a learner's file can be."""

LARGEST = 200_000
"""Bytes of a learner's file that are read."""

__tracebackhide__ = True  # pytest shows the test and the learner's lines, not ours

_TEST = re.compile(r"test_(?:[0-9]+_)?(\w+)")


class Work:
    """The file that the learner of `test` writes: NAME.json, NAME.py or NAME.sh for test_NN_NAME.py, in `folder`.

    Whatever is wrong with the file is an AssertionError that says where, and what is expected.
    """

    def __init__(self, test: Path, folder: Path) -> None:
        matched = _TEST.fullmatch(test.stem)
        self.name = matched[1] if matched else test.stem
        self.folder = folder

    @cached_property
    def path(self) -> Path:
        """The file."""
        for ending in ENDINGS:
            path = self.folder / f"{self.name}{ending}"
            if path.is_file():
                return path
        names = " or ".join(f"{self.name}{ending}" for ending in ENDINGS)
        raise AssertionError(
            f"Your file is not there: {names} is expected in {self.folder}. "
            f"`mfa-course exercises {self.folder}` puts it back."
        )

    @cached_property
    def text(self) -> str:
        """What stands in it."""
        try:
            if self.path.stat().st_size > LARGEST:
                raise AssertionError(f"{self.path.name} is larger than {LARGEST:,} bytes.")
            return self.path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise AssertionError(f"{self.path.name} is no UTF-8 text (byte {error.start}). Save it as UTF-8.") from None
        except OSError as error:
            raise AssertionError(f"{self.path.name} cannot be read: {error.strerror}.") from None

    def policy(self) -> dict[str, Any]:
        """The file as a policy document: a JSON object with a Statement."""
        try:
            document = json.loads(self.text)
        except json.JSONDecodeError as error:
            raise AssertionError(
                f"{self.path.name}:{error.lineno}:{error.colno}: this is no JSON: {error.msg}. "
                "Look for a comma too many or too few just before."
            ) from None
        except RecursionError:
            raise AssertionError(f"{self.path.name}: lists and objects stand too deep in each other.") from None
        if not isinstance(document, dict) or not document.get("Statement"):
            raise AssertionError(
                f'{self.path.name} is no policy yet: an object with "Version" and at least one "Statement" is expected.'
            )
        return document

    def function(self, name: str) -> Callable[..., Any]:
        """A function of the file, a Python module, which is run anew. What the function raises is explained."""
        found = getattr(self._module, name, None)
        if not callable(found):
            raise AssertionError(f"{self.path.name} has no function {name}(…). Write one, as the file asks.")

        def called(*arguments: Any, **named: Any) -> Any:
            try:
                return found(*arguments, **named)
            except AssertionError:
                raise
            except Exception as error:
                raise AssertionError(self._explained(f"{name}(…)", error)) from self._shown(error)

        return called

    @cached_property
    def _module(self) -> ModuleType:
        module = ModuleType(f"work_{self.name}")
        module.__file__ = str(self.path)
        sys.modules[module.__name__] = module  # dataclasses and freezegun look modules up there
        try:
            exec(compile(self.text, str(self.path), "exec"), module.__dict__)
        except SyntaxError as error:
            raise AssertionError(f"{self.path.name}:{error.lineno}: this is no Python: {error.msg}.") from None
        except (Exception, SystemExit) as error:
            raise AssertionError(self._explained("the file itself", error)) from self._shown(error)
        return module

    def _shown(self, error: BaseException) -> BaseException:
        """The exception with the learner's own lines for a traceback, without those of libraries below them."""
        own: list[TracebackType] = []
        place = error.__traceback__
        while place is not None:
            if place.tb_frame.f_code.co_filename == str(self.path):
                own.append(place)
            place = place.tb_next
        if own:
            own[-1].tb_next = None
            return error.with_traceback(own[0])
        return error

    def _explained(self, what: str, error: BaseException) -> str:
        """What an exception out of the learner's code means: where it came up, and AWS's words if it is a refusal."""
        lines = [
            frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(self.path)
        ]
        where = f"{self.path.name}:{lines[-1]}: " if lines else ""
        response = getattr(error, "response", None)
        if isinstance(response, dict) and "Error" in response:
            call = getattr(error, "operation_name", "the call")
            refused = response["Error"]
            return f"{where}AWS refused {call} in {what}: {refused.get('Code')}: {refused.get('Message')}"
        return f"{where}{what} ended with {type(error).__name__}: {error}"
