"""The keys of a lesson's screen."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from course.tui.keys.bindings import ACTING, HISTORY, MOVING, READING, TIME
from course.tui.widgets.head import PARTS

LESSON_KEYS: list[BindingType] = [
    Binding("s", "phone('scan')", "scan", tooltip="The phone scans the console's QR code", id="scan", group=ACTING),
    Binding(
        "c", "phone('copy')", "copy code", tooltip="Put the phone's code into the console's box", id="copy-code",
        group=ACTING,
    ),
    Binding(
        "W", "console_words", "words", show=False, key_display="W", id="console-words", group=ACTING,
        tooltip="The console speaks today's words, or those of the video",
    ),
    Binding("q", "qr", "QR code", tooltip="The QR code in the whole window", id="qr", group=ACTING),
    Binding("g", "go_on", "go on", tooltip="Turn to the next step", id="go-on", group=READING),
    Binding(
        "enter", "answer_or_go_on", show=False, tooltip="Answer the question, or turn to the next step", id="answer",
        group=READING,
    ),
    Binding("m", "show_me", "show me", tooltip="Run the next line of the step's solution", id="show-me", group=READING),
    Binding("h", "hint", "hint", tooltip="Give the next hint", id="hint", group=READING),
    Binding(
        "f", "leave_step", "for later", tooltip="Leave this step for later, and go on with the next", id="leave-step",
        group=READING,
    ),
    Binding("x", "explain", "explain", tooltip="Why the last line that was refused was", id="explain", group=ACTING),
    Binding("u", "undo", "undo", tooltip="Take the last act back", id="undo", group=HISTORY),
    Binding(
        "U,ctrl+y", "redo", "redo", key_display="U", tooltip="Do again what was taken back", id="redo", group=HISTORY
    ),
    Binding(
        "escape", "leave_box", "leave", tooltip="Leave the box that is typed in, or the time lab", id="leave-box",
        group=MOVING,
    ),
    *(
        Binding(
            f"{number},f{number + 1}", f"part('{part}')", part, show=False, tooltip=f"Go to the {name}",
            id=f"part-{part}", group=MOVING,
        )
        for number, (part, name) in enumerate(PARTS.items(), 1)
    ),
    Binding(
        "o", "solution", "solution", tooltip="Show the step's solution, and run it line by line", id="solution",
        group=READING,
    ),
    Binding(
        "E", "hand_in", "hand in", tooltip="End the examination; see how each step went", id="hand-in", group=READING
    ),
    Binding(
        "t", "steps", "steps", tooltip="The steps: which are done, which were left, to go back to", id="steps",
        group=READING,
    ),
    Binding("H", "history", "history", tooltip="Everything done so far, to go back to", id="history", group=HISTORY),
    Binding(
        "R", "reset", "reset", tooltip="Begin this lesson's world anew (undo brings it back)", id="reset", group=HISTORY
    ),
    Binding(
        "b", "course_map", "course map", tooltip="Back to the course map; you resume here later", id="course-map",
        group=READING,
    ),
    Binding(
        "ctrl+o", "jump", "jump", tooltip="A letter over each thing in view, to go there by one key", id="jump",
        group=MOVING,
    ),
    Binding("pagedown", "read(1)", show=False, tooltip="Read on in the lesson", id="read-on", group=READING),
    Binding("pageup", "read(-1)", show=False, tooltip="Read back in the lesson", id="read-back", group=READING),
]  # fmt: skip
"""Keys of the lesson itself and of what is in view; the first are the last to leave a narrow footer."""

TIME_KEYS: list[BindingType] = [
    Binding(key, action, words, show=False, key_display=display, tooltip=tooltip, id=name, group=TIME)
    for key, display, action, words, tooltip, name in (
        ("space", None, "pause", "pause", "Stop service time, or let it run", "pause"),
        ("n", None, "next_code", "next code", "Go to where the phone shows its next code", "next-code"),
        ("plus", "+", "later('30s')", "30 s", "Let 30 seconds pass", "half-minute"),
        ("w", None, "later('1h')", "1 h", "Let an hour pass", "hour"),
        ("D", "D", "later('1d')", "1 day", "Let a day pass", "day"),
        ("right_square_bracket", "]", "faster", "faster", "Time runs faster: 10x, 60x", "faster"),
        ("left_square_bracket", "[", "slower", "slower", "Time runs slower", "slower"),
        ("l", None, "live", "live", "Service time is your computer's again", "live"),
        ("less_than_sign", "<", "phone_clock(-30)", "back 30 s", "Phone or token 30 s back", "phone-back"),
        ("greater_than_sign", ">", "phone_clock(30)", "ahead 30 s", "Phone or token 30 s ahead", "phone-ahead"),
        ("a", None, "phone_clock(0)", "in step", "Put the phone's or token's clock right", "phone-right"),
        ("d", None, "drift", "drift", "Let the phone's or token's clock drift: 40 ppm, -3000 ppm, none", "drift"),
        ("p", None, "another_phone", "another", "Take another phone or token into view", "another-phone"),
    )
]
"""Keys of time and of the clock of what is in view; the time bar shows them."""
