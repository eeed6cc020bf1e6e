"""Drives headless Chromium over its remote debugging pipe (Chrome DevTools Protocol), with nothing but the standard library."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-pipe",
)  # fmt: skip

#: Becomes Chromium, which reads commands from descriptor 3 and writes answers to descriptor 4.
_WITH_PIPES = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
os.dup2(ends[0], 3)
os.dup2(ends[1], 4)
os.execvp(sys.argv[3], sys.argv[3:])
"""


def installed() -> str | None:
    """The path of a Chromium on this machine, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Browser:
    """One browser with one tab. `problems` gathers what its console reports as an error, `requests` every address it asked for."""

    def __init__(self, width: int = 1400, height: int = 900) -> None:
        self._profile = tempfile.TemporaryDirectory(prefix="newsfacts-chromium-", ignore_cleanup_errors=True)
        to_child, self._out = os.pipe()
        self._in, from_child = os.pipe()
        command = [sys.executable, "-c", _WITH_PIPES, str(to_child), str(from_child), installed() or "chromium", *FLAGS]
        self._process = subprocess.Popen(
            [*command, f"--user-data-dir={self._profile.name}", f"--window-size={width},{height}", "about:blank"],
            pass_fds=(to_child, from_child),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_child)
        os.close(from_child)
        self._buffer = b""
        self._number = 0
        self.problems: list[str] = []
        self.requests: list[str] = []
        targets = self._call("Target.getTargets", session=None)["targetInfos"]
        target = next(t["targetId"] for t in targets if t["type"] == "page")
        self._session = self._call("Target.attachToTarget", session=None, targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.size(width, height)

    def close(self) -> None:
        """Ends the browser and removes its profile."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._in)
        os.close(self._out)
        self._profile.cleanup()

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command of the protocol to the tab; returns its result."""
        return self._call(method, session=self._session, **parameters)

    def size(self, width: int, height: int) -> None:
        """Sets the size of the window in CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )

    def open(self, page: Path, fragment: str = "") -> float:
        """Opens a file and waits until its script has run; returns the seconds from the start of the navigation."""
        self.call("Page.navigate", url="about:blank")
        self.problems.clear()
        self.requests.clear()
        start = time.perf_counter()
        self.call("Page.navigate", url=page.resolve().as_uri() + fragment)
        self.wait("document.documentElement?.dataset.ready === 'true' && document.readyState === 'complete'")
        self.run("new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(true))))")
        return time.perf_counter() - start

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression in the page; raises RuntimeError where it throws."""
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"])[:600])
        return result["result"].get("value")

    def wait(self, condition: str, seconds: float = 20) -> None:
        """Waits until a JavaScript expression is true."""
        end = time.monotonic() + seconds
        while not self.run(condition):
            if time.monotonic() > end:
                raise TimeoutError(f"never true in the page: {condition}; console: {self.problems}")
            time.sleep(0.02)

    def texts(self, selector: str) -> list[str]:
        """The text of every element that matches."""
        found: list[str] = self.run(f"[...document.querySelectorAll({json.dumps(selector)})].map((n) => n.textContent)")
        return found

    def go(self, fragment: str) -> None:
        """Changes the address's fragment, as a link in the page does."""
        self.run(f"location.hash = {json.dumps(fragment)}; new Promise((done) => setTimeout(() => done(true), 60))")

    def choose(self, id_: str, value: str) -> None:
        """Gives the field with this id a value, as a reader would."""
        self.run(
            f"{{ const s = document.getElementById({json.dumps(id_)}); s.value = {json.dumps(value)};"
            " s.dispatchEvent(new Event(s.type === 'search' ? 'input' : 'change')); }"
            " new Promise((done) => setTimeout(() => done(true), 150))"
        )

    def click(self, selector: str) -> None:
        """Clicks the first element that matches, HTML or SVG."""
        event = "new MouseEvent('click', { bubbles: true })"
        self.run(f"document.querySelector({json.dumps(selector)}).dispatchEvent({event})")

    def key(self, key: str) -> None:
        """Presses and releases a key, as `Enter`, `Tab` or `Escape`."""
        code = {"Enter": 13, "Tab": 9, "Escape": 27}[key]
        text = {"text": "\r"} if key == "Enter" else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)

    def move(self, selector: str) -> None:
        """Moves the pointer onto the first element that matches: onto its first line, for the middle of words that wrap is none of theirs."""
        box = self.run(
            f"(() => {{ const b = document.querySelector({selector!r}).getClientRects()[0]; return [b.x + b.width / 2, b.y + b.height / 2]; }})()"
        )
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=box[0], y=box[1])

    def picture(self, target: Path) -> None:
        """Saves what the window shows as PNG."""
        target.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def _call(self, method: str, session: str | None, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters} | (
            {"sessionId": session} if session else {}
        )
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self._note(answer)

    def _read(self, seconds: float = 30) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            if not select.select([self._in], [], [], seconds)[0]:
                raise TimeoutError(f"Chromium said nothing for {seconds:.0f} s")
            chunk = os.read(self._in, 1 << 20)
            if not chunk:
                raise ConnectionError("Chromium ended")
            self._buffer += chunk
        message, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(message)

    def _note(self, event: dict[str, Any]) -> None:
        method, about = event.get("method"), event.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.problems.append(
                about["exceptionDetails"].get("exception", {}).get("description", about["exceptionDetails"]["text"])
            )
        elif method == "Log.entryAdded" and about["entry"]["level"] in ("error", "warning"):
            self.problems.append(about["entry"]["text"])
        elif method == "Runtime.consoleAPICalled" and about["type"] in ("error", "warning", "assert"):
            self.problems.append(" ".join(str(argument.get("value")) for argument in about["args"]))
        elif method == "Page.javascriptDialogOpening":
            self.problems.append(f"dialog: {about['message']}")
        elif method == "Network.requestWillBeSent":
            self.requests.append(about["request"]["url"])
