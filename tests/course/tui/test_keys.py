"""The one table of keys, what a keymap makes of it, and the words that name keys."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest
from painted import painted_text
from simroom import START
from textual.app import App
from textual.binding import BindingsMap
from textual.screen import Screen
from textual.widgets import Static

from course.cli import main
from course.plain.keys import KEYS, OTHERWISE
from course.progress.store import open_store
from course.settings import SettingsFile
from course.tui.app import CourseApp
from course.tui.console import Console
from course.tui.desk import Desk
from course.tui.keys.bindings import in_prose, key_for, spelt
from course.tui.keys.names import misnamed, well_named
from course.tui.keys.reach import reach
from course.tui.keys.table import classes, faults, own, table, together
from course.tui.palette import Acts
from course.tui.phone.phone import Phone
from course.tui.screens.lesson import LessonScreen
from course.tui.terminal.command_line import CommandLine

INNERMOST = {
    "enter", "escape", "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab",
    "backspace", "space",
}  # fmt: skip
"""Keys that mean the nearest thing that the focus is in: a list, a box, then the screen."""

BY_DESIGN = {
    ("q", frozenset({"quit", "qr"})),  # where a QR code is in view, as the key bar then says
    ("x", frozenset({"explain", "lose"})),  # at the phone its own, as the phone says
    ("ctrl+y", frozenset({"redo", "yank"})),  # in a box its own
    ("escape", frozenset({"close-toast", "leave-box"})),  # first for what lies over the screen, as the key bar says
    ("escape", frozenset({"close-toast", "close"})),
    ("ctrl+t", frozenset({"theme", "swap-letters"})),  # in the box of the terminal, once something is typed
}


def test_every_key_of_ours_has_a_name_and_says_what_it_does() -> None:
    without = [
        f"{kind.__name__}: {binding.key} {binding.action}"
        for kind in classes()
        for binding in own(kind)
        if not (binding.id and binding.tooltip and binding.group)
    ]
    assert without == []
    assert len(table()) > 70


def test_no_key_stands_for_two_acts_that_are_at_hand_together() -> None:
    clashes = set()
    bound = [(kind, binding) for kind in classes() for binding in own(kind) if binding.id]
    for (one, first), (other, second) in combinations(bound, 2):
        if first.key != second.key or first.id == second.id or not together(one, other):
            continue
        within = issubclass(one, Screen | App) != issubclass(other, Screen | App)
        if not (within and first.key in INNERMOST) and (first.key, frozenset({first.id, second.id})) not in BY_DESIGN:
            clashes.add(f"{first.key}: {one.__name__} {first.id}, {other.__name__} {second.id}")
    assert clashes == set()


def test_one_name_is_one_act() -> None:
    """A name that several classes use has the same first key in all of them: the table shows one."""
    for entry in table():
        firsts = {next(b.key for b in own(kind) if b.id == entry.id) for kind in entry.places}
        assert len(firsts) <= 1, (entry.id, firsts)


def test_the_page_of_keys_is_what_the_keys_are(capsys: pytest.CaptureFixture[str]) -> None:
    written = Path(__file__).parents[3].joinpath("docs", "keys.md").read_text("utf-8")
    assert main(["keys", "--markdown"]) == 0
    assert capsys.readouterr().out == written, "run: mfa-course keys --markdown > docs/keys.md"


@pytest.mark.parametrize(
    ("keymap", "expected"),
    [
        ({"hint": "j"}, []),
        ({"hint": "j,ctrl+j,f9,!,exclamation_mark,alt+H"}, []),
        ({"hint": "u", "undo": "h"}, []),
        ({"hnt": "j"}, ["hnt: nothing is called hnt. Is hint meant? `mfa-course keys` lists all names"]),
        ({"hint": "mouse"}, ["hint: no key is named mouse. Is minus meant? Names are such as h, ctrl+h, f9, pageup"]),
        ({"hint": "cmd+j"}, ["hint: cmd is nothing to hold down; ctrl, shift and alt are"]),
        ({"hint": "ctrl+"}, ["hint: a key is missing behind ctrl+"]),
        ({"hint": "j,,"}, ["hint: a comma stands alone; the key itself is called comma"] * 2),
        ({"hint": "u"}, ["hint: u stands for undo as well (Take the last act back). Give one of them another key"]),
        ({"hint": "?"}, ["hint: ? stands for help as well"]),
        ({"hint": "x"}, ["hint: x stands for "]),
        ({"hint": "z", "undo": "z"}, ["hint: z stands for undo as well"]),
        ({"yes": "h"}, []),
    ],
)
def test_a_keymap_that_cannot_be_meant_is_told(keymap: Mapping[str, str], expected: list[str]) -> None:
    found = [f"{name}: {fault}" for name, fault in faults(keymap)]
    assert len(found) >= len(expected)
    assert bool(found) == bool(expected)
    for fault, start in zip(found, expected, strict=False):
        assert fault.startswith(start)


def test_what_is_well_named_is_used_beside_what_is_not() -> None:
    assert well_named({"hint": "?, bell ,ctrl+h", "undo": "cmd+z"}) == {"hint": "question_mark,ctrl+h"}
    assert well_named({"hint": "Esc,pgdn,F3,Ctrl+Q,shift+h,↑,ctrl++,alt+H,é"}) == {
        "hint": "escape,pagedown,f3,ctrl+q,H,up,ctrl+plus,alt+H,é"
    }
    assert all(misnamed(binding.key) is None for kind in classes() for binding in own(kind))


def test_plain_text_knows_keys_of_the_table_alone() -> None:
    assert not {*KEYS, *OTHERWISE} - {spelt(key) for entry in table() for key in entry.keys}


def test_keys_are_spelt_as_on_a_keyboard() -> None:
    assert [spelt(key) for key in ("f1", "ctrl+q", "escape", "pagedown", "question_mark", "shift+left", "U")] == [
        "F1", "ctrl+q", "esc", "pgdn", "?", "shift+←", "U",
    ]  # fmt: skip


class Keyed:
    """The course with a keymap."""

    def __init__(self, folder: Path, keymap: str) -> None:
        path = folder / "settings.toml"
        path.write_text(f"[keys]\n{keymap}\n", "utf-8")
        self.app = CourseApp(Desk(lambda: START, open_store(folder)), "06-enabling-mfa-for-alice", SettingsFile(path))


@pytest.mark.long
def test_a_keymap_changes_the_keys_and_every_word_that_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("course.tui.with_settings.UNHURRIED", 3_600)  # what is wrong with the keymap is told below
    keymap = 'hint = "z"\nundo = "f9"\ngo-on = "ctrl+n"\npart-terminal = "T"\npause = "f12"\n'
    keymap += 'close-toast = "f8"\nolder = "ctrl+p"\ntable-open = "O"\nhlp = "x"'
    app = Keyed(tmp_path, keymap).app

    async def session() -> None:
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await pilot.pause()
            lesson = app.lesson
            assert lesson is not None
            assert lesson.attempt.page is not None
            assert lesson.attempt.page.hints == 0
            assert "z hint" in painted_text(app)
            await pilot.press("h")
            assert lesson.attempt.page.hints == 0
            await pilot.press("z")
            assert lesson.attempt.page.hints == 1
            await pilot.press("T")
            assert lesson.focused is lesson.query_one("#command")
            app.clear_notifications()
            await pilot.pause()
            assert "tab completes · ctrl+p earlier · ctrl+r finds" in painted_text(app)
            assert [key_for(lesson, name) for name in ("hint", "undo", "go-on")] == ["esc z", "esc F9", "esc ctrl+n"]
            assert lesson.active_bindings.keys().isdisjoint({"f9", "ctrl+n"})
            assert key_for(lesson, "help") == "F1"
            await pilot.press("escape")
            assert [key_for(lesson, name) for name in ("hint", "undo", "go-on", "words", "help", "nothing")] == [
                "z", "F9", "ctrl+n", "i", "?", "",
            ]  # fmt: skip
            words = "Press `u`, or press h once; `U`, `space`, `F5` and the key 4 too, `x` not. Esc leaves."
            expected = "Press `F9`, or press z once; `U`, `F12`, `T` and the key T too, `x` not. Esc leaves."
            assert in_prose(words, lesson) == expected
            await pilot.press("f3")
            assert "O, or a second click, opens the chosen user." in painted_text(app)
            painted = painted_text(app)
            assert " T terminal" in painted
            app.clear_notifications()
            app.tell_keymap()
            await pilot.pause()
            (note,) = app._notifications
            assert note.title == "A key of yours: hlp"
            assert note.message.endswith(". And 1 more: `mfa-course keys` tells them all.")

    asyncio.run(session())


def test_the_keymap_that_the_documents_show_can_be_used() -> None:
    for page in ("keys.md", "learners.md"):
        text = Path(__file__).parents[3].joinpath("docs", page).read_text("utf-8")
        shown = dict(re.findall(r'^    ([a-z-]+) = "(.+)"$', text.partition("[keys]\n")[2], re.MULTILINE))
        assert len(shown) > 1
        assert list(faults(shown)) == []


def test_textual_takes_two_keys_that_change_places() -> None:
    """What the keymap rests on."""
    screen = next(kind for kind in classes() if kind.__name__ == "LessonScreen")
    bindings = BindingsMap(screen.BINDINGS)
    bindings.apply_keymap({"hint": "u", "undo": "h"})
    assert [bindings.key_to_bindings[key][0].id for key in "hu"] == ["undo", "hint"]


def test_the_keys_are_printed_with_the_learner_s_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MFA_COURSE_HOME", str(tmp_path))
    assert main(["keys"]) == 0
    out = capsys.readouterr().out
    assert out.endswith(f'write lines such as hint = "j" below [keys] in {tmp_path / "settings.toml"}\n')
    (tmp_path / "settings.toml").write_text('[keys]\nhint = "j"\nundo = "cmd+z"\n[other]\n', "utf-8")
    assert main(["keys"]) == 2
    said = capsys.readouterr()
    assert [line.split() for line in said.out.splitlines() if line.startswith("* j")] == [
        ["*", "j", "hint", "Give", "the", "next", "hint"]
    ]
    told = said.err.splitlines()
    assert "line 4: there is no setting other" in told[0]
    assert told[1].startswith(f"mfa-course: {tmp_path / 'settings.toml'}, line 3: cmd is nothing to hold down")


def test_help_and_palette_have_every_act_of_the_screen_and_of_its_parts(tmp_path: Path) -> None:
    app = CourseApp(Desk(lambda: START, open_store(tmp_path)), "06-enabling-mfa-for-alice")

    async def session() -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            lesson = app.lesson
            assert lesson is not None
            await pilot.press("4")
            acts = {act.id: act for act in reach(lesson)}
            missing = {
                binding.id for kind in (LessonScreen, CourseApp, Phone, CommandLine) for binding in own(kind)
            } - acts.keys()
            assert missing == set()
            assert (acts["lose"].here, acts["lose"].part, acts["lose"].possible) == (False, "phone", True)
            assert [acts[f"phone-second-{way}"].keys for way in ("back", "ahead")] == [("←",), ("→",)]
            assert (acts["older"].here, acts["go-on"].possible, acts["redo"].possible) == (True, True, False)
            await pilot.press("f1")
            shown = " ".join(str(part.content) for part in app.screen.query(Static))
            for words in (
                "Letters go into a box now. esc leaves it", "Take the last act back (not now)", "In the phone (3 F4)",
                "Lose this phone or token", "ctrl+p finds any act by its name", "mfa-course keys",
            ):  # fmt: skip
                assert words in shown
            await pilot.press("escape")
            found = [str(hit.prompt) for hit in [hit async for hit in Acts(lesson).discover()]]
            assert {"Give the next hint", acts["lose"].says} <= set(found)
            assert "Take the last act back" not in found
            assert "Cut out all before the cursor" not in found
            searched = [hit.text or "" async for hit in Acts(lesson).search("cut out all before")]
            assert searched[0].startswith("Cut out all before the cursor")
            searches = {
                query: [hit.text or "" async for hit in Acts(lesson).search(query)]
                for query in ("hint next", "theme", "secrets", "nhi")
            }
            assert searches["hint next"] == ["Give the next hint"]
            assert (searches["theme"], searches["secrets"]) == (["Other colours: dark, light, high contrast"], [])
            assert "Give the next hint" in searches["nhi"]

    asyncio.run(session())


def test_the_palette_leads_to_the_pages_of_the_console_for_whoever_is_signed_in(tmp_path: Path) -> None:
    app = CourseApp(Desk(lambda: START, open_store(tmp_path)), "06-enabling-mfa-for-alice")

    async def session() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            lesson = app.lesson
            assert lesson is not None
            await pilot.press("4", "ctrl+p", *"history event", "enter")
            await pilot.pause()
            assert app.screen is lesson
            page = lesson.query_one(Console).page
            assert page is not None
            assert (lesson.part, page.address.name) == ("console", "event-history")
            assert lesson.focused is not None
            assert page in lesson.focused.ancestors
            found = [str(hit.prompt) for hit in [hit async for hit in Acts(lesson).discover()]]
            assert not any(name.startswith("Console: ") for name in found), "only for who looks for them"
            await lesson.run_line("sign-out")
            assert [hit.text async for hit in Acts(lesson).search("event history")] == []

    asyncio.run(session())
