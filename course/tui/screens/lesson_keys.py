"""The keys of a lesson, the parts of its screen aside."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from course.tui.widgets.head import PARTS

LESSON_KEYS: list[BindingType] = [
    Binding("s", "phone('scan')", "scan", tooltip="The phone scans the QR code in the console"),
    Binding("c", "phone('copy')", "copy code", tooltip="Put the phone's code into the box of the console"),
    Binding("q", "qr", "QR code", tooltip="The QR code in the whole window"),
    Binding("g", "go_on", "go on", tooltip="Turn to the next step"),
    Binding("enter", "answer_or_go_on", show=False, tooltip="Answer the question, or turn to the next step"),
    Binding("m", "show_me", "show me", tooltip="Run the next line of the step's solution"),
    Binding("h", "hint", "hint", tooltip="Give the next hint"),
    Binding("f", "leave_step", "for later", tooltip="Leave this step for later, and go on with the next"),
    Binding("u", "undo", "undo", tooltip="Take the last act back"),
    Binding("U,ctrl+y", "redo", "redo", key_display="U", tooltip="Do again what was taken back"),
    Binding("escape", "leave_box", "leave", tooltip="Leave the box that is typed in, or the time lab"),
    *(
        Binding(f"{number},f{number + 1}", f"part('{part}')", part, show=False, tooltip=f"Go to the {name}")
        for number, (part, name) in enumerate(PARTS.items(), 1)
    ),
    Binding("o", "solution", "solution", tooltip="Show the step's solution, and run it line by line"),
    Binding("E", "hand_in", "hand in", tooltip="End the examination, and see how each step went"),
    Binding("t", "steps", "steps", tooltip="The steps: which are done, which were left, to go back to"),
    Binding("H", "history", "history", tooltip="Everything done so far, to go back to"),
    Binding("R", "reset", "reset", tooltip="Begin this lesson's world anew (undo brings it back)"),
    Binding("b", "course_map", "course map", tooltip="Back to the course map; you resume here later"),
    Binding("pagedown", "read(1)", show=False, tooltip="Read on in the lesson"),
    Binding("pageup", "read(-1)", show=False),
]
"""Keys of the lesson itself and of what is in view; the first are the last to leave a narrow footer."""

TIME_KEYS: list[BindingType] = [
    Binding("space", "pause", "pause", show=False, tooltip="Stop service time, or let it run"),
    Binding("n", "next_code", "next code", show=False, tooltip="Go to where the phone shows its next code"),
    Binding("plus", "later('30s')", "30 s", show=False, key_display="+", tooltip="Let 30 seconds pass"),
    Binding("w", "later('1h')", "1 h", show=False, tooltip="Let an hour pass"),
    Binding("right_square_bracket", "faster", show=False, key_display="]", tooltip="Time runs faster: 10x, 60x"),
    Binding("left_square_bracket", "slower", show=False, key_display="[", tooltip="Time runs slower"),
    Binding("l", "live", show=False, tooltip="Service time is your computer's again"),
    Binding("less_than_sign", "phone_clock(-30)", show=False, key_display="<", tooltip="Phone 30 s back"),
    Binding("greater_than_sign", "phone_clock(30)", show=False, key_display=">", tooltip="Phone 30 s ahead"),
    Binding("a", "phone_clock(0)", show=False, tooltip="Put the phone's clock right"),
    Binding("d", "drift", show=False, tooltip="Let the phone's clock drift: 40 ppm, -3000 ppm, none"),
    Binding("p", "another_phone", show=False, tooltip="Take another phone or token into view"),
]
"""Keys of time and of the clock of what is in view; the time bar shows them."""
