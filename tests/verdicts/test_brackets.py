"""What a bracket may add, fit or stand for, in several languages."""

from __future__ import annotations

import pytest
from tests.verdicts.quoting import judge

ALLOWED = [
    ("en", "prices [have fallen]", "Since then prices fell."),
    ("en", "the bridge [had opened] in May", "Then the bridge opened in May."),
    ("ru", "[новый] мост безопасен", "Он сказал, что мост безопасен."),
    ("uk", "[новий] міст безпечний", "Він сказав, що міст безпечний."),
    ("fr", "Hier [elle] a annoncé le plan", "Hier la ministre a annoncé le plan."),
    ("es", "Ayer [ella] anunció el plan", "Ayer la ministra anunció el plan."),
    ("en", "[Former President Obama] spoke", "Then Obama spoke."),
    ("en", "then [former Prime Minister] Blair spoke", "And then Blair spoke."),
    ("en", "[a] framework would hinge on it", "Then it ended. A framework would hinge on it."),
    ("en", "[Doe’s] hope is that all will come", "They ran to Oslo. My hope is that all will come."),
    ("en", "the mill[,] by then old[,] burned", "Then the mill by then old burned."),
    ("en", "the mill burned[.]", "Then the mill burned; nobody came."),
    ("fr", "[Elle] a annoncé le plan", "La ministre a annoncé le plan."),
    ("es", "[Él] anunció el plan", "El ministro anunció el plan."),
    ("hi", "वे [मंत्री] शहर छोड़ गए", "वे शहर छोड़ गए।"),
    ("ko", "[장관은] 도시를 떠났다", "그는 도시를 떠났다."),
    ("en", "they spoke of her [the queen]", "Then they spoke of her softly."),
    ("en", "then they [the Russians]", "And then they came."),
    ("de", "er ging [so!] fort", "Und er ging fort."),
]
REFUSED = [
    ("en", "he was [very] angry", "That day he was angry."),
    ("en", "he was [rather] angry", "That day he was angry."),
    ("de", "er war [sehr] zornig", "Da war es: er war zornig."),
    ("ru", "он был [очень] зол", "Тогда он был зол."),
    ("zh", "他[非常]生气", "后来他生气了。"),
    ("en", "there are at least [two] dozen mills", "Today there are at least a dozen mills."),
    ("en", "[They] owns the mill", "It is so. It owns the mill."),
    ("en", "[She] owns the mill", "It is so. He owns the mill."),
    ("en", "was the mill [.] sold", "Then: was the mill? sold"),
    ("hi", "वे शहर [नहीं] छोड़ गए", "वे शहर छोड़ गए।"),
    ("hi", "वे [शायद] शहर छोड़ गए", "वे शहर छोड़ गए।"),
    ("he", "הוּא [לֹא] עזב את העיר", "ואז הוּא עזב את העיר."),
    ("en", "prices [have risen]", "Since then prices fell."),
    ("en", "the bridge [will have opened] in May", "Then the bridge opened in May."),
    ("en", "the bridge [nearly collapsed] in May", "Then the bridge collapsed in May."),
    ("en", "the bridge [supposedly safe] stands", "Then the bridge safe stands."),
    ("en", "he praised me for my [failure]", "Then he praised me for my success."),
    ("en", "they spoke of his [defeat]", "Then they spoke of his victory."),
    ("de", "er lobte mich für meine [Faulheit]", "Und er lobte mich für meine harte Arbeit."),
    ("fr", "il parle de sa [défaite]", "Puis il parle de sa victoire."),
    ("en", "he called it [a failure]", "Then he called it a success."),
    ("en", "she told him [a lie]", "Then she told him the truth."),
    ("zh", "这是我的[失败]", "他说这是我的成功。"),
    ("zh", "委员会批准[预算]", "后来委员会批准计划。"),
    ("en", "the [former] king spoke", "Then the king spoke."),
    ("ru", "[старый] мост безопасен", "Он сказал, что новый мост безопасен."),
    ("uk", "[якщо] міст безпечний", "Він сказав, що міст безпечний."),
    ("en", "[although] it rained", "We stayed because it rained."),
]


@pytest.mark.parametrize(("language", "quote", "source"), ALLOWED)
def test_a_bracket_that_adds_or_fits(language: str, quote: str, source: str) -> None:
    found = judge(quote, source, language=language)
    assert found.verdict == "edited", found.message


@pytest.mark.parametrize(("language", "quote", "source"), REFUSED)
def test_a_bracket_that_weighs_or_turns(language: str, quote: str, source: str) -> None:
    assert judge(quote, source, language=language).verdict == "altered"
