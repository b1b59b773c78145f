"""Spellings that a language lets stand side by side, marks that a script may leave, and what looks like them."""

from __future__ import annotations

import unicodedata

import pytest
from tests.verdicts.quoting import judge

SAME = [
    ("en", "they coöperate in all of it", "they cooperate in all of it", "close"),
    ("en", "toward the end of May", "towards the end of May", "close"),
    ("en", "he can not pay the fine", "he cannot pay the fine", "close"),
    ("de", "aufgrund der Lage im Mai", "auf Grund der Lage im Mai", "close"),
    ("de", "sodass es ab heute gilt", "so daß es ab heute gilt", "close"),
    ("de", "selbstständig zu arbeiten", "selbständig zu arbeiten", "close"),
    ("fr", "il connait bien la loi", "il connaît bien la loi", "close"),
    ("fr", "un évènement majeur ici", "un événement majeur ici", "close"),
    ("fr", "un Etat membre de l’Union", "un État membre de l’Union", "typographic"),
    ("es", "solo ella puede hacerlo", "sólo ella puede hacerlo", "close"),
    ("pt", "a direção do projeto", "a direcção do projecto", "close"),
    ("uk", "цей проєкт закону готовий", "цей проект закону готовий", "close"),
    ("hi", "यह हिंदी भाषा है और रहेगी", "यह हिन्दी भाषा है और रहेगी", "close"),
    ("en", "a naïve façade of it", "a naive facade of it", "close"),
    ("en", "a 10-year plan was set", "a 10 year plan was set", "close"),
    ("en", "prices of the 1990s fell", "prices of the 1990’s fell", "close"),
    ("en", "some Ph.D. students came in", "some PhD students came in", "close"),
    ("hi", "यह गाँव सब का है", "यह गांव सब का है", "close"),
    ("he", "זה בית-ספר גדול", "זה בית־ספר גדול", "typographic"),
    ("he", "הוא בא ב-5 במאי", "הוא בא ב־5 במאי", "typographic"),
    ("ko", "제3조에 따라 문을 연다", "제 3조에 따라 문을 연다", "close"),
    ("hi", "यह क़ानून सब पर लागू है", "यह कानून सब पर लागू है", "typographic"),
    ("ko", "모두의 동의 하에서 문을 연다", "모두의 동의하에서 문을 연다", "close"),
    ("ar", "ذهب الوزير الى المدينة", "ذهب الوزير إلى المدينة", "typographic"),
    ("ar", "كتب والاعضاء هذا التقرير", "كتب والأعضاء هذا التقرير", "typographic"),
    ("ru", "Совет <…> принял закон", "Совет министров принял закон", "edited"),
    ("zh", "[该公司]应当公开信息", "其应当公开信息", "edited"),
    ("ja", "［大臣は］計画に同意した", "彼は計画に同意した", "edited"),
    ("de", "der gut[e] Mann im Dorf", "der guten Mann im Dorf", "edited"),
    ("en", "he left [!] at noon", "he left at noon", "edited"),
    ("en", "we must go (my italics)", "we must go", "edited"),
    ("de", "wir gehen (Hervorhebung des Autors)", "wir gehen", "edited"),
]
OTHER = [
    ("en", "they resume the work", "they résumé the work"),
    ("fr", "il fut là en mai", "il fût là en mai"),
    ("fr", "un fruit mur en mai", "un fruit mûr en mai"),
    ("fr", "un marche libre en mai", "un marché libre en mai"),
    ("fr", "un pécheur est venu là", "un pêcheur est venu là"),
    ("es", "el papa vino en mayo", "el papá vino en mayo"),
    ("es", "ya la parte de todos", "y a la parte de todos"),
    ("ar", "سال الوزير عن الخطة", "سأل الوزير عن الخطة"),
    ("ar", "قال أن الخطة جاهزة", "قال إن الخطة جاهزة"),
    ("hi", "वह घोड़ा बहुत तेज़ है", "वह घोडा बहुत तेज़ है"),
    ("ko", "모두 3 50명이 왔다", "모두 350명이 왔다"),
    ("en", "he is 6 tall", "he is 6' tall"),
    ("en", "pages 3 5 of it", "pages 3-5 of it"),
    ("en", "a dirty movie-theater stands there", "a dirty-movie theater stands there"),
    ("ko", "오늘은 못 해서 쉰다", "오늘은 못해서 쉰다"),
    ("hi", "यह नयाय की बात है", "यह न्याय की बात है"),
    ("fr", "tels QUE les encodages", "tels que les encodages"),
    ("de", "ein Druck-erzeugnis lag dort", "ein Drucker-zeugnis lag dort"),
    ("en", "no n-self-governing land", "non-self-governing land"),
    ("de", "[k]ein Gesetz gilt hier", "Ein Gesetz gilt hier"),
    ("zh", "国家[不]保护信息", "国家保护信息"),
]


@pytest.mark.parametrize(("language", "quote", "source", "verdict"), SAME)
def test_the_same_words(language: str, quote: str, source: str, verdict: str) -> None:
    found = judge(quote, f"{source}.", language=language)
    assert found.verdict == verdict, found.message


@pytest.mark.parametrize(("language", "quote", "source"), OTHER)
def test_other_words(language: str, quote: str, source: str) -> None:
    assert judge(quote, f"{source}.", language=language).verdict in ("altered", "missing")


def test_a_stray_space_beside_an_apostrophe_is_none_elsewhere() -> None:
    assert judge("the President's men left", "So the President 's men left.").verdict == "typographic"
    assert judge("they don'tknow it", "So they don't know it.").verdict != "typographic"


def test_decomposed_japanese_is_the_same_text() -> None:
    source = "委員会は、すべての人がひとしく\nこの権利を有すると述べた。"
    quote = unicodedata.normalize("NFD", "すべての人がひとしくこの権利を有する")
    assert judge(quote, source, language="ja").verdict == "typographic"
    assert judge(unicodedata.normalize("NFD", "すへての人がひとしく"), source, language="ja").verdict != "typographic"
