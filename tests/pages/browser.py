"""A headless Chromium, steered over its debugging pipe: what a reader sees, points at and reaches with the keyboard."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
_TAB = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}


def chromium() -> str | None:
    """The browser's program, None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Browser:
    """One tab. Messages go over file descriptors 3 and 4, each ended by a zero byte."""

    def __init__(self, program: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="briefkit-browser-", ignore_cleanup_errors=True)
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        high = [fcntl.fcntl(fd, fcntl.F_DUPFD, 50) for fd in (theirs_in, theirs_out)]
        command = [program, *_FLAGS, f"--user-data-dir={self._folder.name}", "--remote-debugging-pipe", "about:blank"]

        def place() -> None:
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=place, pass_fds=(3, 4),
        )  # fmt: skip
        for fd in (theirs_in, theirs_out, *high):
            os.close(fd)
        self._out, self._in = os.fdopen(ours_out, "wb", 0), os.fdopen(ours_in, "rb")
        self._number, self._session, self._rest = 0, "", b""
        self.requests: list[str] = []
        target = self._send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            self._send(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._out.close()
        self._in.close()
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        self._folder.cleanup()

    def open(self, url: str) -> None:
        """Show the page, once it has loaded. The addresses that it asked for are `requests`."""
        self.requests.clear()
        self._send("Page.navigate", url=url)
        while self._read().get("method") != "Page.loadEventFired":
            pass

    def look(self, *, width: int = 1200, height: int = 900, dark: bool = False, media: str = "") -> None:
        """The window's size in CSS pixels, the colours the reader likes, and the medium ("print", "" for a screen)."""
        self._send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._send("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def run(self, script: str) -> Any:
        """The value of a script, which the page's own policy does not hold back; a promise is awaited."""
        done = self._send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in done:
            raise AssertionError(done["exceptionDetails"])
        return done["result"].get("value")

    def inject(self, script: str) -> None:
        """Run a script in every page and frame opened from now on, until `forget`."""
        self._injected = self._send("Page.addScriptToEvaluateOnNewDocument", source=script)["identifier"]

    def forget(self) -> None:
        self._send("Page.removeScriptToEvaluateOnNewDocument", identifier=self._injected)

    def press_tab(self) -> None:
        for kind in ("rawKeyDown", "keyUp"):
            self._send("Input.dispatchKeyEvent", type=kind, **_TAB)

    def point_at(self, selector: str) -> None:
        """Move the mouse over the middle of the first line of an element, scrolled into sight."""
        middle = self.run(
            f"(()=>{{const e=document.querySelector({json.dumps(selector)});const at=()=>e.getClientRects()[0];"
            "if(at().top<0||at().bottom>innerHeight)e.scrollIntoView({block:'center',behavior:'instant'});"
            "return [at().x+at().width/2,at().y+at().height/2]})()"
        )
        self._send("Input.dispatchMouseEvent", type="mouseMoved", x=middle[0], y=middle[1])

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """A PNG of what is shown, with `whole` of the whole page."""
        shot = self._send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))

    def print_pdf(self) -> bytes:
        return base64.b64decode(self._send("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])

    def _send(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        number = self._number
        message = {"id": number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._out.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == number:
                if "error" in answer:
                    raise AssertionError(f"{method}: {answer['error']}")
                return answer["result"]

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = os.read(self._in.fileno(), 1 << 20)
            if not more:
                raise AssertionError("the browser has gone")
            self._rest += more
        text, _, self._rest = self._rest.partition(b"\0")
        told: dict[str, Any] = json.loads(text)
        if told.get("method") == "Network.requestWillBeSent":
            self.requests.append(told["params"]["request"]["url"])
        return told
