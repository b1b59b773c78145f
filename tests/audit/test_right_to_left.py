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


def made(root: Path, language: str, texts: tuple[str, ...], report: str = "") -> Built:
    said = report or "\n\n".join(f"{text[:4]} «{text}» [@talk]." for text in texts)
    built = Built(lay(root, f"---\ntitle: The flood\nlang: {language}\n---\n\n{said}\n"))
    (built.root / "sources" / "talk.txt").write_text(". ".join(texts) + ".\n", "utf-8")
    done = run_briefkit("build", "-q", "--draft", "--to", "pdf", cwd=built.root)
    assert built.path("pdf").exists(), done.stdout + done.stderr
    return built


@pytest.mark.parametrize("language", TEXTS)
def test_all_are_read_back(tmp_path: Path, language: str) -> None:
    built = made(tmp_path / "flood", language, TEXTS[language])
    status, told = audited(built.path("pdf"), built.root)
    assert status == 0, told


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


WAIVED = """\
قال [«كلام سمع بالهاتف»]{.waived reason="سمع بالهاتف (mobile 2)" by="Ada Okafor" until=2099-01-31} [@talk].

ثم [«We heard it»]{.waived reason="by phone" by="أ. ليندكفيست" until=2099-01-31} [@talk].

ثم [«كلام ACME 3»]{.waived reason="سمع: 12%" by="دانا، J. Smith" until=2099-01-31} [@talk].
"""


@pytest.mark.parametrize("language", ["ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "ckb"])
def test_what_is_said_of_waivers_is_read_back(tmp_path: Path, language: str) -> None:
    built = made(tmp_path / "flood", language, ("نعم",), WAIVED)
    assert audited(built.path("pdf"), built.root)[0] == 0


@pytest.mark.parametrize("language", ["ar", "ur"])
@pytest.mark.parametrize(("old", "new"), [("Ada", "Eda"), ("(mobile 2)", "(mobile 3)"), ("كلام ACME", "كلام ACNE")])
def test_what_is_said_of_waivers_is_held(tmp_path: Path, language: str, old: str, new: str) -> None:
    built = made(tmp_path / "flood", language, ("نعم",), WAIVED)
    built.typeset(lambda text: text.replace(old, new))
    status, told = audited(built.path("pdf"), built.root)
    assert (status, "it does not say what the record says" in told) == (1, True), told


def test_a_mark_in_the_margin_is_none_of_its_line(tmp_path: Path) -> None:
    text = "ولم توص اللجنة بإغلاق الطاحونة، لكنها طلبت مقياسا ثانيا أعلى المجرى حتى لا يتكرر ما حدث"
    changed = text.replace("مقياسا", "مقياسين")
    report = f"كتبت اللجنة «{changed}» [@talk]، و«{text}» [@talk].\n\n> {changed} [@talk]"
    built = made(tmp_path / "flood", "ar", (text, text), report)
    status, told = audited(built.path("pdf"), built.root)
    assert (status, told.count("rejected"), "open  " in told, "differs" in told) == (1, 2, False, False), told


MIXED = """\
أمر «شركة ACME Ltd [@talk, p. 3] هي المنفذة (منذ 2020)» [@talk].

> بلغت الكلفة 12.5% من الميزانية [@letter, p. 7]، ولم تزد على ٣٬٥ مليون دينار في السنة الأولى من العمل كله [@talk]

وقال «We shall not pay twice (never)» [@talk].
"""
PLAIN = (
    "شركة ACME Ltd هي المنفذة (منذ 2020)",
    "بلغت الكلفة 12.5% من الميزانية، ولم تزد على ٣٬٥ مليون دينار في السنة الأولى من العمل كله",
)
HANDS = {
    "another page": ("[@talk, p. 3]", "[@talk, p. 4]", 1),
    "no page": ("[@talk, p. 3]", "[@talk]", 1),
    "another source": ("[@letter, p. 7]", "[@talk, p. 7]", 2),
    "the citation elsewhere": ("Ltd [@talk, p. 3] هي", "Ltd هي [@talk, p. 3]", 1),
    "the citation in the foreign words": ("ACME Ltd [@talk, p. 3]", "ACME [@talk, p. 3] Ltd", 1),
    "no citation": (" [@talk, p. 3]", "", 1),
    "a letter": ("المنفذة", "المنقذة", 1),
    "a foreign letter": ("ACME", "ACNE", 1),
    "a figure": ("2020", "2021", 1),
    "an Arabic figure": ("٣٬٥", "٣٬٦", 2),
    "a sign": ("12.5%", "12.5", 2),
    "a comma": ("[@letter, p. 7]، ولم", "[@letter, p. 7] ولم", 2),
    "no brackets": ("(منذ 2020)", "منذ 2020", 1),
    "brackets the other way": ("(منذ 2020)", ")منذ 2020(", 1),
    "words in another order": ("في السنة الأولى", "الأولى في السنة", 2),
    "halves that changed places": (
        "شركة ACME Ltd [@talk, p. 3] هي المنفذة",
        "هي المنفذة شركة ACME Ltd [@talk, p. 3]",
        1,
    ),
    "a word more": ("ولم تزد", "ولم تكن تزد", 2),
    "a foreign word more": ("هي المنفذة", "هي not المنفذة", 1),
    "the mark moved": ("(منذ 2020)» [@talk]", "» (منذ 2020) [@talk]", 1),
    "no mark": ("أمر «شركة", "أمر شركة", 1),
    "foreign words": ("not pay", "now pay", 3),
}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = (*PLAIN, "We shall not pay twice (never)")
    return made(tmp_path_factory.mktemp("mixed") / "flood", "ar", texts, MIXED).root


def test_citations_in_their_midst_are_read_back(mixed: Path) -> None:
    built = Built(mixed)
    _, told = audited(built.path("pdf"), built.root)
    assert "3 quotations judged again" in told
    assert ("differs" in told, "open  " in told) == (False, False), told


@pytest.mark.parametrize("hand", HANDS)
def test_what_was_changed_in_mixed_lines_is_told(mixed: Path, tmp_path: Path, hand: str) -> None:
    import shutil

    old, new, number = HANDS[hand]
    built = Built(Path(shutil.copytree(mixed, tmp_path / "copy")))
    built.typeset(lambda text: text.replace(old, new))
    _, told = audited(built.path("pdf"), built.root)
    assert f"document: quotation {number}" in told or f"open      quotation {number}:" in told, told


JOINED = """\
---
title: الجسر
lang: ar
---

كتب المجلس للكاتب عن اللقاء، وقال إن المال للكفاف وللكتب. وكان الاختيار على أساس الكفاءة والكلفة والكفالة. ثم ذهب للبلد
والبلدية واللجنة الكبيرة للجسر.

قال «الجسر مغلق» [@talk].
"""


def test_letters_that_join_outside_quotations(tmp_path: Path) -> None:
    """A file names their glyphs by the word in which each stood first."""
    built = Built(lay(tmp_path / "flood", JOINED))
    (built.root / "sources" / "talk.txt").write_text("الجسر مغلق.\n", "utf-8")
    assert run_briefkit("build", "-q", "--to", "pdf", cwd=built.root).returncode == 0
    status, told = audited(built.path("pdf"), built.root)
    assert status == 0, told
    built.typeset(lambda report: report.replace("الكبيرة", "الصغيرة"))
    status, told = audited(built.path("pdf"), built.root)
    assert status != 0, told


def test_a_paragraph_more(tmp_path: Path) -> None:
    built = Built(lay(tmp_path / "flood", JOINED))
    (built.root / "sources" / "talk.txt").write_text("الجسر مغلق.\n", "utf-8")
    assert run_briefkit("build", "-q", "--to", "pdf", cwd=built.root).returncode == 0
    built.typeset(lambda report: report.replace("قال «", "ولم يعترض أحد في القاعة.\n\nقال «"))
    status, told = audited(built.path("pdf"), built.root)
    assert status == 1, told
    assert "is not in the record" in told
