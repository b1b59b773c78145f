"""Images of text: the tesseract program recognises it, where it is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

from briefkit.errors import SourceError
from briefkit.sources.extracted import Context, Extracted

SECONDS = 60.0
"""For one image."""
TURNED = ("--psm", "1")
"""Pages that lie on their side are turned first."""
ADVICE = "install tesseract and its data for the language of the source, or save its text as .txt"
LANGUAGES = {
    "ar": "ara", "bg": "bul", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa",
    "et": "est", "fi": "fin", "fr": "fra", "he": "heb", "hr": "hrv", "hu": "hun", "it": "ita", "ja": "jpn",
    "ko": "kor", "lt": "lit", "lv": "lav", "nb": "nor", "nl": "nld", "nn": "nor", "no": "nor", "pl": "pol",
    "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv", "sr": "srp", "sv": "swe", "tr": "tur",
    "uk": "ukr", "zh": "chi_sim",
}  # fmt: skip
"""BCP 47 primary tags to the names of tesseract's data."""


def read(data: bytes, context: Context) -> Extracted:
    """An image of one page.

    Raises:
        SourceError: tesseract is missing, lacks the language, or failed.
    """
    return Extracted(recognise(data, language(context)), scanned=True, recognised=(1,))


def can_recognise() -> bool:
    """Whether the program is there."""
    return shutil.which("tesseract") is not None


def language(context: Context) -> str:
    """Tesseract's name for the language that the metadata give; English where they give none.

    Raises:
        SourceError: tesseract is not installed, or not for that language.
    """
    if not can_recognise():
        raise SourceError("it is an image of text, and tesseract is not installed", advice=ADVICE)
    named = (context.language or "en").lower().replace("_", "-").split("-")[0]
    wanted = LANGUAGES.get(named, named)
    known = _run(["--list-langs"], b"").split()
    if wanted not in known:
        raise SourceError(f"tesseract is installed without its data for “{wanted}”", advice=ADVICE)
    return wanted


def recognise(image: bytes, data: str) -> str:
    """The text of an image; lines of a paragraph stand together, hyphens at their ends are kept."""
    text = _run(["stdin", "stdout", "-l", data, *TURNED], image).replace("\f", "")
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _run(arguments: list[str], image: bytes) -> str:
    try:
        done = subprocess.run(
            ["tesseract", *arguments],
            input=image,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SourceError(f"tesseract took over {SECONDS:.0f} seconds", advice="save its text as .txt") from None
    except OSError as error:
        raise SourceError("tesseract could not be started", advice=ADVICE) from error
    if done.returncode:
        raise SourceError("tesseract could not read the image", advice="save its text as .txt")
    return done.stdout.decode("utf-8", "replace")
