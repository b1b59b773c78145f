"""Quotations from right to left are read back from a PDF: figures, brackets and foreign words in them too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.audit.conftest import Built, audited, lay, run_briefkit

TEXTS = {
    "ar": (
        "الأعمال لا تزال مستمرة (المرحلة الثانية) حتى اليوم",
        "بلغت الكلفة ٣٬٥ مليون دينار، أي 12.5% من الميزانية",
        "شركة ACME Ltd هي المنفذة للمشروع منذ 2020-2021",
        "انظر الصفحة [12] من الكتاب؛ والفصل 3",
    ),
    "fa": ("می‌خواهیم پل را در سال ۱۳۹۸ بازسازی کنیم", "کار ۳٫۵ میلیارد تومان است (سال دوم)"),
    "ur": ("وزیر نے کہا کہ پل سن 2019 میں بند کر دیا گیا تھا", "یہ رپورٹ ٹھیک ہے، لیکن (دوسرا مرحلہ) باقی ہے"),
    "he": ("העלות הגיעה ל-3.5 מיליון שקלים (שלב ב), שהם 12% מהתקציב", "חברת ACME Ltd מבצעת את העבודות"),
}


def made(root: Path, language: str, texts: tuple[str, ...]) -> Built:
    said = "\n\n".join(f"{text[:4]} «{text}» [@talk]." for text in texts)
    built = Built(lay(root, f"---\ntitle: The flood\nlang: {language}\n---\n\n{said}\n"))
    (built.root / "sources" / "talk.txt").write_text(". ".join(texts) + ".\n", "utf-8")
    done = run_briefkit("build", "-q", "--to", "pdf", cwd=built.root)
    assert done.returncode == 0, done.stdout + done.stderr
    return built


@pytest.mark.parametrize("language", TEXTS)
def test_all_are_read_back(tmp_path: Path, language: str) -> None:
    built = made(tmp_path / "flood", language, TEXTS[language])
    status, told = audited(built.path("pdf"), built.root)
    assert status != 1, told
    assert "  open      quotation" not in told
    assert audited(built.path("pdf"), built.root, anew=True)[0] == 0


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("arabic") / "flood", "ar", TEXTS["ar"]).root


@pytest.fixture
def built(arabic: Path, tmp_path: Path) -> Built:
    import shutil

    return Built(Path(shutil.copytree(arabic, tmp_path / "copy")))


Change = Callable[[str], str]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text.replace("12.5%", "17.5%"), "document: quotation 2"),
        (lambda text: text.replace("لا تزال", "لن تزال"), "document: quotation 1"),
        (lambda text: text.replace("2020-2021", "2021-2020"), "quotation 3: its words stand in the document"),
        (lambda text: text.replace("(المرحلة الثانية)", "المرحلة الثانية"), "quotation 1: its words stand"),
        (lambda text: f"{text}\nثم قال «لا نقبل ذلك أبدا» [@talk].\n", "between quotation marks and could not be"),
    ],
)
def test_what_was_changed_is_told(built: Built, change: Change, told: str) -> None:
    built.typeset(change)
    _, text = audited(built.path("pdf"), built.root)
    assert told in text
