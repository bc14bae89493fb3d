"""The course's own three themes. The accent marks what is the learner's to do now, and nothing else."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="course-dark",
    dark=True,
    primary="#7fb4e0",
    secondary="#8fa3b8",
    accent="#f0b35a",
    success="#86c29a",
    warning="#e6c46f",
    error="#ec8f80",
    foreground="#d8dfe7",
    background="#12171e",
    surface="#181f28",
    panel="#212a35",
    variables={
        "block-cursor-background": "#26374a",
        "block-cursor-foreground": "#f2f6fa",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#1e2a37",
        "block-cursor-blurred-foreground": "#d8dfe7",
        "border": "#7fb4e0",
        "border-blurred": "#2c3744",
        "scrollbar": "#2c3744",
        "scrollbar-hover": "#3a4858",
        "scrollbar-active": "#7fb4e0",
        "scrollbar-background": "#12171e",
        "input-cursor-background": "#f0b35a",
        "input-selection-background": "#7fb4e0 30%",
        "quiet": "#97a4b3",
        "rule": "#2c3744",
    },
)

LIGHT = Theme(
    name="course-light",
    dark=False,
    primary="#1d5f9b",
    secondary="#52677c",
    accent="#954e00",
    success="#1a6f3c",
    warning="#7a5600",
    error="#b1342a",
    foreground="#1e2731",
    background="#f6f7f9",
    surface="#ffffff",
    panel="#e9edf2",
    variables={
        "block-cursor-background": "#d8e7f5",
        "block-cursor-foreground": "#10202f",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e4edf6",
        "block-cursor-blurred-foreground": "#1e2731",
        "border": "#1d5f9b",
        "border-blurred": "#cbd4de",
        "scrollbar": "#cbd4de",
        "scrollbar-hover": "#b3bfcc",
        "scrollbar-active": "#1d5f9b",
        "scrollbar-background": "#f6f7f9",
        "input-cursor-background": "#954e00",
        "input-cursor-foreground": "#ffffff",
        "input-selection-background": "#1d5f9b 25%",
        "quiet": "#536170",
        "rule": "#cbd4de",
    },
)

CONTRAST = Theme(
    name="course-contrast",
    dark=True,
    primary="#9cd3ff",
    secondary="#d0dcea",
    accent="#ffd866",
    success="#7df09b",
    warning="#ffb86b",
    error="#ffa8a0",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    variables={
        "block-cursor-background": "#002c57",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#303030",
        "block-cursor-blurred-foreground": "#ffffff",
        "border": "#9cd3ff",
        "border-blurred": "#b8b8b8",
        "scrollbar": "#b8b8b8",
        "scrollbar-hover": "#d8d8d8",
        "scrollbar-active": "#9cd3ff",
        "scrollbar-background": "#000000",
        "input-cursor-background": "#ffd866",
        "input-cursor-foreground": "#000000",
        "input-selection-background": "#005fb8",
        "quiet": "#d6d6d6",
        "rule": "#b8b8b8",
    },
)

OWN = (DARK, LIGHT, CONTRAST)
"""The order in which a key goes through them."""

FALLBACKS = {"quiet": "ansi_bright_black", "rule": "ansi_bright_black"}
"""Our own variables, for themes that are not ours."""
