"use strict";
// Around textual-serve's own script, which runs when the page has loaded: where the course is, who gets which key, and
// what is said when the connection ends.

const ENDS = {
  1000: "You have left the course. Everything you did is kept: you go on where you were.",
  1001: "The program `mfa-course web` has been ended. Everything you did is kept.\n"
    + "Start it again, and open the address that it prints.",
  4000: "The course has stopped unexpectedly. Everything you did is kept: you go on where you were.\n"
    + "The window in which `mfa-course web` runs says why.",
  4001: "The course is open in too many tabs. Close some of them, then go on here.",
};
const LOST = "This page has lost its connection to the course. Everything you did is kept.\n"
  + "If `mfa-course web` has ended, start it again, and open the address that it prints. Otherwise go on here.";

const element = document.getElementById("terminal");
const again = document.getElementById("again");

const address = new URL("ws", location.href);
address.protocol = "ws:";
element.dataset.sessionWebsocketUrl = address.href;

// So that the smallest window the course is drawn for, 80 by 24 cells, fits where it can.
const smallest = Math.min(element.clientWidth / 80 / 0.61, element.clientHeight / 24 / 1.2);
element.dataset.fontSize = String(Math.max(9, Math.min(16, Math.floor(smallest))));

window.WebSocket = class extends WebSocket {
  constructor(...words) {
    super(...words);
    this.addEventListener("close", (event) => ended(event.code));
  }

  // What is sent too early or too late is not missed: the size is sent again as the connection opens.
  send(data) {
    if (this.readyState === WebSocket.OPEN) super.send(data);
  }
};

function ended(code) {
  document.getElementById("words").textContent = ENDS[code] || LOST;
  document.body.classList.add("-ended");
  again.hidden = code === 1001;
  again.focus();
}
again.addEventListener("click", () => location.reload());

// Keys that stay the browser's: paste, larger and smaller, the whole screen, its tools, and copy where text is marked.
function isBrowsers(event) {
  const control = (event.ctrlKey || event.metaKey) && !event.altKey;
  const keys = ["v", "+", "-", "=", "0", ...(element.terminal.hasSelection() ? ["c"] : [])];
  return event.key === "F11" || event.key === "F12" || (control && keys.includes(event.key.toLowerCase()));
}

function focusTerminal() {
  if (!document.body.classList.contains("-ended")) element.terminal.focus();
}

// What is marked, without the blanks that fill its lines and what an earlier, wider window left behind them.
function copyMarked(event) {
  const terminal = element.terminal;
  if (!terminal.hasSelection()) return;
  const first = terminal.getSelectionPosition().start.x;
  const lines = terminal.getSelection().split(/\r?\n/);
  const cut = lines.map((line, number) => line.slice(0, terminal.cols - (number ? 0 : first)).trimEnd());
  event.clipboardData.setData("text/plain", cut.join("\n"));
  event.preventDefault();
  event.stopPropagation();
}

// The page's frame takes the colour of the course's own first cell.
function takeColour() {
  const cell = element.terminal.buffer.active.getLine(0)?.getCell(0);
  if (cell?.isBgRGB()) document.body.style.background = "#" + cell.getBgColor().toString(16).padStart(6, "0");
}

window.addEventListener("load", () => {
  const terminal = element.terminal;
  terminal.attachCustomKeyEventHandler((event) => !isBrowsers(event));
  terminal.options.macOptionClickForcesSelection = true;  // what Shift does with the mouse elsewhere
  terminal.onRender(takeColour);
  element.addEventListener("copy", copyMarked, { capture: true });
  // The course is told of the focus only once it is there to hear it.
  new MutationObserver((_, observer) => {
    if (document.body.classList.contains("-first-byte")) {
      observer.disconnect();
      focusTerminal();
    }
  }).observe(document.body, { attributeFilter: ["class"] });
  document.getElementById("keys").addEventListener("mousedown", (event) => event.preventDefault());
});
