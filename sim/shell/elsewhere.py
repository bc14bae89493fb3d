"""Commands that people know from other shells, and what does the same here."""

from __future__ import annotations

from collections.abc import Mapping

_PICKED = "--query picks from what aws prints, and --output text makes it plain."
_WRITTEN = "echo '…' > FILE writes a file of this world, and cat FILE shows it."
_ONE_PLACE = "The files of this world lie in one place: ls lists them."
_JOINED = "Commands stand side by side here, with ; or && or || between them."
_OUTSIDE = "Programs of your own machine do not run here: api on opens this account to them."
_HANDS = "as PERSON COMMAND does something in somebody else's hands: as alice whoami."

INSTEAD: Mapping[str, str] = (
    dict.fromkeys(("grep", "jq", "head", "tail", "less", "more", "wc", "sort", "cut", "sed", "awk"), _PICKED)
    | dict.fromkeys(("vi", "vim", "nano", "emacs", "touch", "tee"), _WRITTEN)
    | dict.fromkeys(("cd", "pwd", "mkdir", "find"), _ONE_PLACE)
    | dict.fromkeys(("for", "while", "if", "do", "done", "then", "else", "fi"), _JOINED)
    | dict.fromkeys(("python", "python3", "pip", "curl", "wget", "ssh", "bash", "sh", "source"), _OUTSIDE)
    | dict.fromkeys(("sudo", "su"), _HANDS)
    | dict.fromkeys(("man", "info", "which", "type"), "help lists the commands, and help NAME tells of one.")
    | dict.fromkeys(("exit", "quit"), "In the app Ctrl+Q leaves the course, and Ctrl+D an empty box.")
    | {
        "clear": "In the app Ctrl+L clears the output.",
        "logout": "sign-out ends your session at AWS.",
        "sleep": "wait 30s lets service time run on.",
        "cp": "cat FILE > OTHER copies a file; aws s3 cp copies to a bucket and from it.",
        "mv": "cat FILE > OTHER copies a file, and rm FILE removes it.",
        "env": "export alone lists what is set.",
        "!!": "In the app ↑ brings back the line before.",
    }
)
"""What to do instead, in a sentence, by the command's name elsewhere."""
