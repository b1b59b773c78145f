"""Words of a PDF with vowel marks are held by what is drawn: neither what the file gives a reader in place of it
(ActualText) nor the names of its glyphs are believed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.audit.conftest import Built, audited, lay, run_briefkit

from briefkit.audit import drawn, remade
from briefkit.audit.opening import open_document
from briefkit.sources.pdf_ink import covered, looks_alike

TEXTS = {
    "ar": ("قَالَ المُهَنْدِسُ إِنَّ الجِسْرَ أُغْلِقَ فِي عَامِ 2019 وَلَمْ يُفْتَحْ بَعْدُ", "سُئِلَ الشُّهُودُ: هَلْ رَأَيْتُمُ المَاءَ؟"),
    "he": ("הַמְּהַנְדֵּס אָמַר שֶׁהַגֶּשֶׁר נִסְגַּר בִּשְׁנַת 2019 וְלֹא נִפְתַּח", "אֵין לְפַרְסֵם אֶת הַמִּסְמָךְ"),
    "fa": ("کارِ ساختِ پُلِ قدیمی در سالِ ۱۳۹۸ تمام شد", "او گفت که پُل را می‌سازیم"),
    "uk": ("За́мок стоїть на горі, а замо́к висить на дверях", "На горі нема замка"),
    "hi": ("हमने यह पुल दोबारा बनाया और क्षेत्र की स्थिति सुधर गई", "गई बात"),
    "en": ("The mean of x̂ and x lies between both", "x̂ is flat"),
}
LEADS = {"ar": "قال", "he": "אמר", "fa": "گفت"}
TAMPERED = {
    "a vowel": ("he", "נִפְתַּח", "נִפְתָּח"),
    "no vowel": ("he", "אָמַר", "אמַר"),
    "no dot in a letter": ("he", "הַגֶּשֶׁר", "הַגֶשֶׁר"),
    "a dot on its other side": ("he", "שֶׁהַ", "שֶׂהַ"),
    "marks moved to the letter beside": ("he", "נִסְגַּר", "נִסָגְּר"),
    "a letter like it": ("he", "נִסְגַּר", "נִסְגַּד"),
    "no letter": ("he", "וְלֹא", "לֹא"),
    "the vowel of a passive": ("ar", "أُغْلِقَ", "أَغْلَقَ"),
    "a vowel below": ("ar", "قَالَ", "قِالَ"),
    "one mark of two": ("ar", "إِنَّ", "إِنَ"),
    "a mark moved": ("ar", "يُفْتَحْ", "يُفَتْحْ"),
    "a doubled vowel": ("ar", "عَامِ", "عَامٍ"),
    "dots of a letter": ("ar", "الجِسْرَ", "الجِشْرَ"),
    "a figure": ("ar", "2019", "2091"),
    "another stress": ("uk", "За́мок", "Замо́к"),
    "no stress": ("uk", "замо́к", "замок"),
    "another vowel sign": ("hi", "की", "का"),
    "an accent": ("en", "of x̂ and x", "of x and x̂"),
}


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {language: made(tmp_path_factory.mktemp(language), language) for language in TEXTS}


def made(folder: Path, language: str) -> Path:
    lead = LEADS.get(language, "It says")
    said = "\n\n".join(f"{lead} «{text}» [@talk].\n\n> {text} [@talk]" for text in TEXTS[language])
    said += f"\n\n{lead} «*{TEXTS[language][0]}*» [@talk].\n"
    root = lay(folder / "flood", f"---\ntitle: The flood\nlang: {language}\n---\n\n{said}")
    (root / "sources" / "talk.txt").write_text(". ".join(TEXTS[language]) + ".\n", "utf-8")
    done = run_briefkit("build", "-q", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture
def built_in(roots: dict[str, Path], tmp_path: Path) -> Callable[[str], Built]:
    return lambda language: Built(Path(shutil.copytree(roots[language], tmp_path / "copy")))


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
def test_what_nobody_touched_agrees(roots: dict[str, Path], language: str, kind: str) -> None:
    status, told = audited(Built(roots[language]).path(kind), roots[language])
    assert (status, "5 quotations judged again" in told) == (0, True), told


@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
@pytest.mark.parametrize("hand", TAMPERED)
def test_what_was_changed_is_never_clean(built_in: Callable[[str], Built], hand: str, kind: str) -> None:
    language, old, new = TAMPERED[hand]
    built = built_in(language)
    built.typeset(lambda text: text.replace(old, new), kind)
    _, told = audited(built.path(kind), built.root)
    assert "quotation 1" in told, told


def test_what_the_file_gives_in_place_of_what_it_shows_is_not_believed(tmp_path: Path) -> None:
    built = Built(lay(tmp_path / "flood", "It “rose by 26 centimetres” [@talk] that night.\n"))
    assert run_briefkit("build", "-q", "--to", "pdf", cwd=built.root).returncode == 0
    built.typeset(lambda text: text.replace("rose by 26", "rose by 36"))
    give(built.path("pdf"), "rose by 36 centimetres", "rose by 26 centimetres")
    status, told = audited(built.path("pdf"), built.root)
    assert status == 1
    assert "document: quotation 1, page 1: the document has “36” where the record has “26”" in told


def give(path: Path, shown: str, instead: str) -> None:
    """Give a reader other words than a PDF shows, as a hand does that sets such a mark around them."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    document = pypdfium2.PdfDocument(path.read_bytes())
    page = pdfium.FPDF_LoadPage(document.raw, 0)
    text_page = pdfium.FPDFText_LoadPage(page)
    given = 0
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        words = called(item, text_page)
        if shown in words:
            mark = pdfium.FPDFPageObj_AddMark(item, b"Span")
            told = words.replace(shown, instead).strip().encode()
            assert pdfium.FPDFPageObjMark_SetStringParam(document.raw, item, mark, b"ActualText", told)
            given += 1
    assert given, "the hand slipped"
    pdfium.FPDFText_ClosePage(text_page)
    assert pdfium.FPDFPage_GenerateContent(page)
    pdfium.FPDF_ClosePage(page)
    document.save(str(path))


def called(item: object, text_page: object) -> str:
    import ctypes

    import pypdfium2.raw as pdfium

    length = pdfium.FPDFTextObj_GetText(item, text_page, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    pdfium.FPDFTextObj_GetText(item, text_page, buffer, length)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def test_without_the_means_to_set_them_nothing_is_clean(
    built_in: Callable[[str], Built], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawn, "known_words", lambda *_: [])
    built = built_in("he")
    status, told = audited(built.path("pdf"), built.root)
    assert status == 2, told
    assert told.count("marks cannot be read back from a PDF") == 5, told


def test_it_is_known_which_letters_a_file_names_otherwise(built_in: Callable[[str], Built]) -> None:
    opened = open_document(built_in("ar").path("pdf"))
    assert {"َ", "ق"} <= set(opened.renamed)


def test_ink_is_alike_but_for_a_pixel_at_an_edge() -> None:
    frame = [(1 << 20) - 1, *[1 << 19 | 1] * 8, (1 << 20) - 1]
    dotted = [*frame[:4], *[row | 0b1100000000 for row in frame[4:6]], *frame[6:]]
    nothing = [0] * 10
    assert looks_alike(frame, [row << 1 for row in frame], nothing)
    assert not looks_alike(dotted, frame, nothing)
    assert not looks_alike(frame, dotted, nothing)
    assert not looks_alike([], frame, nothing)
    beside = [*[0] * 4, *[0b1100000000] * 2, *[0] * 4]
    assert looks_alike(dotted, frame, beside)
    assert not looks_alike(frame, dotted, beside)


def test_what_glyphs_beside_a_word_may_have_blackened() -> None:
    rows = covered([(0, 0, 48, 48)], [(40, 40, 100, 100)], 48)
    assert (len(rows), rows[0] & 1, rows[-1], rows[0] >> 20) == (52, 1, 0, 0)


BROKEN = (
    "За́мок сто́їть на горі́, а замо́к висі́ть на две́рях, перебува́ння відповіда́льности співробі́тництва незале́жности "
    "громадя́нства уповнова́жених представникі́в організа́цій"
)


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    soft = re.sub("(?<=[аеіо]\u0301)(?=[лбжн])", "\u00ad", BROKEN)  # no dictionary breaks words with marks
    cells = " | ".join(f"«{' '.join(soft.split()[at:])}» [@talk]" for at in (0, 1, 2, 3))
    table = f"|{'a|' * 4}\n|{'---|' * 4}\n| {cells} |\n"
    root = lay(tmp_path_factory.mktemp("narrow") / "flood", f"---\ntitle: T\nlang: uk\n---\n\n{table}")
    (root / "sources" / "talk.txt").write_text(f"{BROKEN}.\n", "utf-8")
    done = run_briefkit("build", "-q", "--to", "pdf", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def test_words_with_marks_that_a_line_breaks(narrow: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = open_document(Built(narrow).path("pdf")).stream.text
    assert re.search("\u0301\\w*\ue000|\ue000\\s*\\w*\u0301", text), "no word with a mark is broken"
    monkeypatch.setattr(remade, "remade", lambda *_: None)
    _, told = audited(Built(narrow).path("pdf"), narrow)
    assert ("4 quotations judged again" in told, re.findall(r"quotation \d+:", told)) == (True, []), told


def test_another_stress_in_a_word_that_a_line_breaks(narrow: Path, tmp_path: Path) -> None:
    built = Built(Path(shutil.copytree(narrow, tmp_path / "copy")))
    built.typeset(lambda text: text.replace("відповіда́\u00adльности", "відпо́віда\u00adльности"))
    status, told = audited(built.path("pdf"), built.root)
    assert (status, "quotation 1" in told) == (1, True), told
