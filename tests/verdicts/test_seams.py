"""What is kept on the two sides of an ellipsis must hang together as it did in the source."""

from __future__ import annotations

import pytest
from tests.verdicts.quoting import judge

TORN = [
    ("en", "the two firms … merge", "the two firms may soon merge"),
    ("en", "the owners … sell the mill", "the owners declared themselves ready to sell the mill"),
    ("en", "it would be … further losses", "it would be to invite further losses"),
    ("en", "this is … the ten that were promised", "this is far from the ten that were promised"),
    ("en", "the ferry sails … the harbour freezes", "the ferry sails every day unless the harbour freezes"),
    ("en", "the ferry sailed … the harbour froze", "the ferry sailed because the harbour froze"),
    ("en", "a large house … hard to heat", "a large house but hard to heat"),
    ("en", "they spent money … than on schools", "they spent money on roads rather than on schools"),
    ("en", "it is … that the mill will close", "it is unlikely that the mill will close"),
    ("en", "no … search is allowed", "no unlawful search is allowed"),
    ("en", "nobody may be … held", "nobody may be unlawfully held"),
    ("en", "every … farmer may vote", "every registered farmer may vote"),
    ("en", "the mill is open … Wales", "the mill is open with the exception of Wales"),
    ("en", "the loan grew by … 14 percent", "the loan grew by as much as 14 percent"),
    ("en", "the clerks who … stole the money", "the clerks who the firm believed stole the money"),
    ("en", "the clerk was praised for … to help", "the clerk was praised for pretending to want to help"),
    ("en", "there was nothing … the door was open", "there was nothing, save that the door was open"),
    ("en", "they came on Monday … by the last train", "they came on Monday, or rather on Tuesday, by the last train"),
    ("de", "die Schulen sind … offen", "die Schulen sind mit Ausnahme der privaten offen"),
    ("de", "es wird … , dass er zahlt", "es wird vermutet, dass er zahlt"),
    ("de", "kein … Haus darf stehen", "kein unbewohntes Haus darf stehen"),
    ("de", "die Fähre fährt … der Hafen zufriert", "die Fähre fährt täglich, bis der Hafen zufriert"),
    ("fr", "la ville exige … préférer le pont", "la ville exige de renforcer et de préférer le pont"),
    ("fr", "toute personne … a droit au logement", "toute personne inscrite a droit au logement"),
    ("es", "nadie podrá ser … detenido", "nadie podrá ser injustamente detenido"),
    ("es", "el molino queda abierto … llegue el frío", "el molino queda abierto hasta que llegue el frío"),
    ("ru", "мельница открыта … не придёт мороз", "мельница открыта до тех пор, пока не придёт мороз"),
    ("ru", "никто не может быть … задержан", "никто не может быть незаконно задержан"),
    ("ru", "там было денег … чем обещали", "там было денег меньше, чем обещали"),
    ("uk", "млин відкрито … не прийде мороз", "млин відкрито доти, поки не прийде мороз"),
    ("uk", "ніхто не може зазнати … обшуку", "ніхто не може зазнати незаконного обшуку"),
    ("ar", "تبقى المدرسة مفتوحة … يأتي الشتاء", "تبقى المدرسة مفتوحة إلى أن يأتي الشتاء"),
    ("he", "העיר … תיפול", "העיר לֹא תיפול"),
    ("ar", "المدينة … تسقط", "المدينة لَنْ تسقط"),
    ("he", "אין להטיל … קנס על אדם", "אין להטיל כבד קנס על אדם"),
    ("hi", "किसी को भी … हिरासत में न रखा जाए", "किसी को भी ग़ैरक़ानूनी हिरासत में न रखा जाए"),
    ("zh", "单位……公布账目", "单位应当公布账目"),
    ("zh", "任何人不得……进入住宅", "任何人不得非法进入住宅"),
    ("ja", "春になる……店は休む", "春になるまでは、店は休む"),
    ("ko", "누구도 … 체포되지 않는다", "누구도 불법으로 체포되지 않는다"),
]
WHOLE = [
    ("en", "the need … is great", "the need for clean water is great"),
    ("en", "workers … can join", "workers in both plants can join"),
    ("en", "it is … clear that the bridge is safe", "it is therefore clear that the bridge is safe"),
    ("en", "it is clear … that the bridge is safe", "it is clear from the files that the bridge is safe"),
    ("en", "more money … than in May", "more money on roads than in May"),
    ("en", "we want to read … and write", "we want to read, to paint and write"),
    ("en", "they left on Monday … by the last train", "they left on Monday, as they had said, by the last train"),
    ("en", "rather to himself, … than to us", "rather to himself, as it looked, than to us"),
    ("en", "her dress was brown, … with a collar", "her dress was brown, rather darker than coffee, with a collar"),
    ("fr", "les revenus complétés, … par une aide", "les revenus complétés, s’il y a lieu, par une aide"),
    ("en", "the right to … schooling", "the right to work and to schooling"),
    ("en", "no country … can stand alone", "no country, however strong, can stand alone"),
    ("en", "all these plans … failed", "all these plans of the board failed"),
    ("en", "he could not come … to Paris", "he could not come with us to Paris"),
    ("en", "we shall not … fail", "we shall not flag or fail"),
    ("en", "they left in May … for it was late", "they left in May, not long before, for it was late"),
    ("fr", "il a décidé … de partir", "il a décidé hier soir de partir"),
    ("ru", "больше денег … чем в мае", "больше денег на школы, чем в мае"),
    ("zh", "不得收集、……公开他人的信息", "不得收集、使用、公开他人的信息"),
]


@pytest.mark.parametrize(("language", "quote", "source"), TORN)
def test_an_ellipsis_may_not_tear_what_is_kept(language: str, quote: str, source: str) -> None:
    found = judge(quote, f"{source}.", language=language)
    assert found.verdict == "altered", [d.kind for d in found.differences]
    assert judge(source, f"{source}.", language=language).verdict == "exact"


@pytest.mark.parametrize(("language", "quote", "source"), WHOLE)
def test_an_ellipsis_whose_sides_hang_together_stands(language: str, quote: str, source: str) -> None:
    found = judge(quote, f"{source}.", language=language)
    assert found.verdict == "edited", found.message


def test_no_capital_makes_a_sentence_of_what_is_denied() -> None:
    assert judge("Cross the bridge at night.", "Please do not cross the bridge at night.").verdict == "altered"
    assert judge("Cross the bridge at night.", "They had to cross the bridge at night.").verdict == "edited"
    assert judge("cross the bridge at night", "Please do not cross the bridge at night.").verdict == "exact"


def test_a_word_of_ideographs_may_not_lose_its_negation() -> None:
    assert judge("得拒绝公开账目", "单位不得拒绝公开账目。", language="zh").verdict == "altered"
    assert judge("取得许可后方可进入", "除非取得许可后方可进入。", language="zh").accepted
    assert judge("拒绝公开账目", "单位不得拒绝公开账目。", language="zh").accepted


CUT = [
    ("en", "a loan of $13.5", "they had a loan of $13.5 billion in all"),
    ("en", "a fleet of twenty", "they had a fleet of twenty thousand ships"),
    ("en", "a rise of 14", "they saw a rise of 14 percent in all"),
    ("de", "ein Kredit von 13,5", "es war ein Kredit von 13,5 Milliarden Euro"),
    ("uk", "позика в 13,5", "то була позика в 13,5 мільярда"),
]


@pytest.mark.parametrize(("language", "quote", "source"), CUT)
def test_a_figure_may_not_lose_its_magnitude(language: str, quote: str, source: str) -> None:
    found = judge(quote, f"{source}.", language=language)
    assert (found.verdict, found.differences[-1].kind) == ("altered", "number")
    assert judge(source, f"{source}.", language=language).verdict == "exact"


def test_a_figure_that_is_whole_may_end_a_quotation() -> None:
    assert judge("a fleet of twenty", "they had a fleet of twenty ships.").verdict == "exact"
    assert judge("a rise of 14 …", "they saw a rise of 14 percent in all.").verdict == "edited"
    assert judge("twenty", "they had a fleet of twenty thousand ships.").verdict == "exact"
    assert judge("in the year 1914", "it was in the year 1914. Millions came.").verdict == "exact"
    assert judge("a rise of 14 [per cent]", "they saw a rise of 14 percent in all.").differences[-1].kind != "number"


def test_no_stop_closes_a_sentence_before_its_negation_in_scripts_with_marks() -> None:
    assert judge("किसी पर कर।", "किसी पर कर नहीं लगेगा।", language="hi").verdict == "altered"
    assert judge("किसी पर कर लगेगा।", "किसी पर कर लगेगा।", language="hi").verdict == "exact"


@pytest.mark.parametrize("rest", ["only in theory", "if it works", "unless it rains", "except in Wales"])
def test_no_stop_closes_a_sentence_before_its_limit(rest: str) -> None:
    assert judge("The plan is safe.", f"The plan is safe {rest}.").verdict == "altered"
    assert judge("The plan is safe", f"The plan is safe {rest}.").verdict == "exact"


def test_a_stop_may_close_a_sentence_before_what_tells_more() -> None:
    assert judge("The plan was safe.", "The plan was safe until June.").verdict == "edited"
    assert judge("The plan is safe.", "The plan is safe, and it is cheap.").verdict == "edited"
