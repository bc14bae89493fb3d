"""A real browser, driven by the Chrome DevTools Protocol, and what a tab of it shows and fetches."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import os
import re
import shutil
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp
import pytest

PATIENCE = 30.0
"""Seconds to wait for anything before a test fails."""

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
)

_KEYS = {
    "Up": (38, ""),
    "Down": (40, ""),
    "Enter": (13, "\r"),
    "Escape": (27, ""),
    "Tab": (9, "\t"),
    "Backspace": (8, ""),
    "F5": (116, ""),
    "F4": (115, ""),
}

_BEGUN = """
const begun = async () => {
  for (;;) {
    const { terminal } = document.getElementById("terminal") ?? {};
    if (terminal) return terminal;
    await new Promise(requestAnimationFrame);
  }
};
"""

_SIZE = """
(async () => {
  BEGUN
  const terminal = await begun(), screen = terminal.element.querySelector(".xterm-screen").getBoundingClientRect();
  const frame = document.getElementById("terminal");
  const width = screen.width / terminal.cols * %d, height = screen.height / terminal.rows * %d;
  return [Math.ceil(width) + 1, Math.ceil(height) + 1 + innerHeight - frame.clientHeight];
})()
""".replace("BEGUN", _BEGUN)

_MIDDLE = """
(async () => {
  BEGUN
  const terminal = await begun(), screen = terminal.element.querySelector(".xterm-screen").getBoundingClientRect();
  const across = (screen.width / terminal.cols) * (%d + 0.5), down = (screen.height / terminal.rows) * (%d + 0.5);
  return [screen.left + across, screen.top + down];
})()
""".replace("BEGUN", _BEGUN)

_CONTROL, _SHIFT = 2, 8

_SIZED = """
(async () => {
  BEGUN
  const terminal = await begun();
  while (terminal.cols !== %d || terminal.rows !== %d) await new Promise(requestAnimationFrame);
})()
""".replace("BEGUN", _BEGUN)

_SAYS = """
(async () => {
  while (!document.getElementById("words").textContent.includes(%s)) await new Promise(requestAnimationFrame);
})()
"""

_UNTIL = """
(async () => {
  BEGUN
  const terminal = await begun(), row = (number) => terminal.buffer.active.getLine(number).translateToString(true);
  const shown = () => Array.from({ length: terminal.rows }, (_, number) => row(number)).join("\\n");
  const holds = (words) => shown().replace(/\\s+/g, " ").includes(words);
  await new Promise((done) => {
    const look = () => { if (holds(%s)) { watch.dispose(); done(); } };
    const watch = terminal.onWriteParsed(look);
    look();
  });
  return shown();
})()
""".replace("BEGUN", _BEGUN)


_COPIED = """
(async () => {
  for (;;) {
    const text = await navigator.clipboard.readText();
    if (text) return text;
    await new Promise(requestAnimationFrame);
  }
})()
"""
"""The clipboard's text: what was copied comes there a little later than the key."""


def chromium() -> str:
    """Its path; where it is not installed the test is skipped, and fails where CI is set."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        missing = "no Chromium is installed: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return path


class Chromium:
    """The browser; `async with` ends it."""

    def __init__(self, folder: Path) -> None:
        """`folder` is a new empty one for its own files."""
        self._folder = folder
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.events: list[dict[str, Any]] = []

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            chromium(), *FLAGS, f"--user-data-dir={self._folder}", stderr=asyncio.subprocess.PIPE
        )
        assert self._process.stderr is not None
        told = await asyncio.wait_for(self._process.stderr.readuntil(b"DevTools listening on "), PATIENCE)
        assert told
        address = (await self._process.stderr.readline()).decode().strip()
        self._drain = asyncio.create_task(self._process.stderr.read())
        self._session = aiohttp.ClientSession()
        self._socket = await self._session.ws_connect(address, max_msg_size=0)
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        await self.call("Browser.close")
        await self._reading
        await self._session.close()
        await asyncio.wait_for(self._process.wait(), PATIENCE)
        await self._drain

    async def call(self, method: str, session: str | None = None, **parameters: object) -> dict[str, Any]:
        """What the browser answers to a call of the protocol."""
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        message = {"id": number, "method": method, "params": parameters}
        await self._socket.send_json(message | ({"sessionId": session} if session else {}))
        answered = await asyncio.wait_for(answer, PATIENCE)
        assert "error" not in answered, (method, answered)
        result: dict[str, Any] = answered["result"]
        return result

    async def tab(self) -> Tab:
        """A new tab."""
        target = (await self.call("Target.createTarget", url="about:blank"))["targetId"]
        session = (await self.call("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        tab = Tab(self, target, session)
        for domain in ("Page", "Network", "Runtime", "Log"):
            await tab.call(f"{domain}.enable")
        await tab.resize(1024, 640)
        return tab

    async def _read(self) -> None:
        async for message in self._socket:
            told = json.loads(message.data)
            if "id" in told:
                self._waiting.pop(told["id"]).set_result(told)
            else:
                self.events.append(told)


class Tab:
    """A tab: keys go in, and what its terminal shows comes out."""

    def __init__(self, browser: Chromium, target: str, session: str) -> None:
        self._browser, self._target, self._session = browser, target, session

    async def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """A call of the protocol in this tab."""
        return await self._browser.call(method, self._session, **parameters)

    async def fit(self, columns: int, rows: int) -> None:
        """Make the window as large as a terminal of so many cells needs."""
        width, height = await self.evaluate(_SIZE % (columns, rows))
        await self.resize(width, height)
        await self.evaluate(_SIZED % (columns, rows))

    async def resize(self, width: int, height: int) -> None:
        """Make the window as large as so many pixels."""
        await self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )

    async def open(self, address: str) -> None:
        """Go to an address."""
        await self.call("Page.navigate", url=address)

    async def close(self) -> None:
        """Close the tab, as its cross does."""
        await self._browser.call("Target.closeTarget", targetId=self._target)

    async def evaluate(self, script: str) -> Any:
        """The value of a script in the page; a promise's, once it is kept."""
        answer = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    async def until(self, words: str) -> str:
        """Everything that the terminal shows, as soon as `words` are there, wrapped or not."""
        try:
            return str(await self.evaluate(_UNTIL % json.dumps(words)))
        except TimeoutError:
            shown = await self.evaluate(_UNTIL % '""')
            pytest.fail(f"{words!r} was not shown, but:\n{shown}")

    async def says(self, words: str) -> None:
        """Wait until the page itself says something, over the terminal."""
        await self.evaluate(_SAYS % json.dumps(words))

    async def press(self, *keys: str) -> None:
        """Press keys, by what they write or by their names."""
        for key in keys:
            code, text = _KEYS.get(key) or (ord(key.upper()) if key.isalnum() else 0, key)
            word = {"key": key, "windowsVirtualKeyCode": code, "text": text}
            await self.call("Input.dispatchKeyEvent", type="keyDown", **word)
            await self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    async def type(self, line: str) -> None:
        """Type a line, and Enter."""
        await self.press(*line, "Enter")

    async def copied(self, first: tuple[int, int], last: tuple[int, int]) -> str:
        """What Ctrl+C puts on the clipboard once the cells between two are marked by the mouse, with Shift held."""
        await self._browser.call("Browser.grantPermissions", permissions=["clipboardReadWrite"])
        cells = [await self.evaluate(_MIDDLE % cell) for cell in (first, last)]
        for kind, (x, y) in zip(("mousePressed", "mouseMoved", "mouseReleased"), (*cells, cells[1]), strict=True):
            button = {"button": "left", "buttons": 1, "clickCount": 1, "modifiers": _SHIFT}
            await self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **button)
        word = {"key": "c", "code": "KeyC", "windowsVirtualKeyCode": ord("C"), "modifiers": _CONTROL}
        for kind in ("rawKeyDown", "keyUp"):
            await self.call("Input.dispatchKeyEvent", type=kind, **word)
        return str(await self.evaluate(_COPIED))

    async def picture(self) -> bytes:
        """What the tab looks like, as PNG."""
        return base64.b64decode((await self.call("Page.captureScreenshot", format="png"))["data"])

    def told(self, *methods: str) -> list[dict[str, Any]]:
        """What the browser told of this tab: the parameters of those events."""
        return [
            event["params"]
            for event in self._browser.events
            if event.get("sessionId") == self._session and event["method"] in methods
        ]

    def fetched(self) -> set[str]:
        """The addresses of all that was asked for, without their paths."""
        asked = [
            *(each["request"]["url"] for each in self.told("Network.requestWillBeSent")),
            *(each["url"] for each in self.told("Network.webSocketCreated")),
        ]
        return {re.sub(r"(?<=[^:/])/.*", "", address) for address in asked if not address.startswith("data:")}
