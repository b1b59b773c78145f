"""What an ellipsis may not hide, in each language that has word lists, and what it may."""

from __future__ import annotations

import pytest
from tests.verdicts.quoting import judge

SENTENCES = {
    "en": ("The board … approved the plan.", "The board {} approved the plan."),
    "de": ("Der Rat hat … zugestimmt.", "Der Rat hat {} zugestimmt."),
    "fr": ("Le conseil a … approuvé le plan.", "Le conseil a {} approuvé le plan."),
    "es": ("El consejo … aprobó el plan.", "El consejo {} aprobó el plan."),
    "it": ("Il consiglio ha … approvato il piano.", "Il consiglio ha {} approvato il piano."),
    "pt": ("O conselho … aprovou o plano.", "O conselho {} aprovou o plano."),
    "ru": ("Совет … одобрил план.", "Совет {} одобрил план."),
    "uk": ("Рада … схвалила план.", "Рада {} схвалила план."),
    "pl": ("Rada … zatwierdziła plan.", "Rada {} zatwierdziła plan."),
    "nl": ("De raad heeft … ingestemd.", "De raad heeft {} ingestemd."),
    "sv": ("Rådet har … godkänt planen.", "Rådet har {} godkänt planen."),
    "zh": ("委员会……批准了这项计划。", "委员会{}批准了这项计划。"),
    "ja": ("委員会は……計画を承認した。", "委員会は{}計画を承認した。"),
    "ko": ("위원회는 … 계획을 승인했다.", "위원회는 {} 계획을 승인했다."),
    "ar": ("المجلس … وافق على الخطة.", "المجلس {} وافق على الخطة."),
    "he": ("המועצה … אישרה את התוכנית.", "המועצה {} אישרה את התוכנית."),
    "hi": ("परिषद ने … योजना मंज़ूर की।", "परिषद ने {} योजना मंज़ूर की।"),
}
HIDDEN = {
    "en": ("falsely", "nominally", "virtually", "in theory", ", so they claim,"),
    "de": ("selten", "mutmaßlich", "womöglich", "zum Teil", "so gut wie"),
    "fr": ("rarement", "à peine", "en partie", "théoriquement"),
    "es": ("rara vez", "tal vez", "parcialmente"),
    "it": ("raramente", "a malapena", "in parte"),
    "pt": ("raramente", "em parte", "provavelmente"),
    "ru": ("редко", "будто бы", "частично", "возможно"),
    "uk": ("рідко", "частково", "начебто", "ледь не"),
    "pl": ("rzadko", "częściowo", "być może"),
    "nl": ("zelden", "naar verluidt", "gedeeltelijk"),
    "sv": ("sällan", "knappt", "delvis"),
    "zh": ("很少", "勉强", "据报道", "从未"),
    "ja": ("めったに", "かろうじて", "部分的に"),
    "ko": ("좀처럼", "간신히", "부분적으로"),
    "ar": ("نادراً", "على الأرجح", "جزئياً"),
    "he": ("בקושי", "באופן חלקי", "לעתים רחוקות"),
    "hi": ("शायद ही", "मुश्किल से", "कथित तौर पर"),
}
ASIDES = {
    "en": "We will leave{} in June.",
    "de": "Wir kommen{} im Juni.",
    "fr": "Nous partirons{} en juin.",
    "es": "Saldremos{} en junio.",
    "ru": "Мы уедем{} в июне.",
    "uk": "Ми поїдемо{} у червні.",
    "zh": "我们将{}在六月离开。",
    "ar": "سنغادر{} في يونيو.",
    "he": "נעזוב{} ביוני.",
}
CONDITIONS = {
    "en": (", if the council agrees,", ", unless it rains,", ", subject to approval,", ", except in Wales,"),
    "de": (", sofern es nicht regnet,", ", falls der Rat zustimmt,", ", außer in Wales,"),
    "fr": (", si le conseil accepte,", ", à moins qu’il ne pleuve,", ", s’il fait beau,"),
    "es": (", si el consejo acepta,", ", a menos que llueva,"),
    "ru": (", если совет согласится,", ", при условии оплаты,"),
    "uk": (", якщо рада погодиться,", ", хіба що піде дощ,"),
    "zh": ("，如果理事会同意，", "，除非下雨，"),
    "ar": ("، إذا وافق المجلس،", "، ما لم تمطر،"),
    "he": (", אם המועצה תסכים,", ", בתנאי שישלמו,"),
}
HARMLESS = {
    "en": (", if I may say so,", ", at long last,", ", together with the staff,"),
    "de": (", wie erwartet,", ", wenn auch spät,"),
    "fr": (", comme prévu,", ", si l’on peut dire,"),
    "es": (", como se esperaba,",),
    "ru": (", как и ожидалось,", ", кроме того,"),
    "uk": (", як і очікувалося,", ", крім того,"),
    "zh": ("，正如预期，",),
    "ar": ("، كما كان متوقعا،",),
    "he": (", כצפוי,",),
}


@pytest.mark.parametrize(("language", "word"), [(code, word) for code, words in HIDDEN.items() for word in words])
def test_what_weighs_on_the_kept_words_may_not_go(language: str, word: str) -> None:
    quote, sentence = SENTENCES[language]
    found = judge(quote, sentence.format(word), language=language)
    assert found.verdict == "altered", word
    assert judge(sentence.format(word), sentence.format(word), language=language).verdict == "exact"


@pytest.mark.parametrize(("language", "aside"), [(code, aside) for code, said in CONDITIONS.items() for aside in said])
def test_a_condition_between_commas_may_not_go(language: str, aside: str) -> None:
    sentence = ASIDES[language]
    found = judge(sentence.format(" … "), sentence.format(aside), language=language)
    assert (found.verdict, "condition" in found.message) == ("altered", True), found.message


@pytest.mark.parametrize(("language", "aside"), [(code, aside) for code, said in HARMLESS.items() for aside in said])
def test_an_aside_that_limits_nothing_may_go(language: str, aside: str) -> None:
    sentence = ASIDES[language]
    assert judge(sentence.format(" … "), sentence.format(aside), language=language).verdict == "edited"


def test_a_condition_that_opens_the_sentence_may_not_go_with_the_sentence_before() -> None:
    source = "They came. They ate. If it rains, we stay."
    assert judge("They came. … we stay.", source).verdict == "altered"
    assert judge("They came. … If it rains, we stay.", source).verdict == "edited"


LIMITS = [
    ("en", "they are new … of them write alike", "they are new, no two of them write alike"),
    ("he", "השכר … יהיה צורך בכך", "השכר אם יהיה צורך בכך"),
    ("en", "it breaks the wall, … hold the egg", "it breaks the wall, which can no longer hold the egg"),
    ("de", "Wird … ausgesetzt, so gilt es", "Wird die Strafe nicht zur Bewährung ausgesetzt, so gilt es"),
    ("de", "der Turm, … steht", "der Turm, welcher dort nicht mehr steht"),
    ("en", "the truth remains … power counts", "the truth remains that only hard power counts"),
    ("en", "they sold it … of any kind", "they sold it without distinction of any kind"),
    ("de", "Er kommt … Auflagen frei", "Er kommt jedoch nur unter Auflagen frei"),
    ("ru", "Каждый … дискриминации имеет право", "Каждый человек без какой-либо дискриминации имеет право"),
    ("zh", "个人有权拒绝……自动方式作出决定", "个人有权拒绝他们仅通过自动方式作出决定"),
]


@pytest.mark.parametrize(("language", "quote", "source"), LIMITS)
def test_a_limit_may_not_go_while_its_phrase_goes_on(language: str, quote: str, source: str) -> None:
    assert judge(quote, f"{source}.", language=language).verdict == "altered"


GOVERNED = [
    ("de", "das Gesetz gilt", "Es stimmt nicht, dass das Gesetz gilt", "nicht dass"),
    ("de", "das Gesetz gilt", "Er bestreitet, dass das Gesetz gilt", "bestreitet dass"),
    ("fr", "le plan est sûr", "Il est faux que le plan est sûr", "faux que"),
    ("fr", "le plan est sûr", "Si le plan est sûr, nous partons", "Si"),
    ("es", "el plan es seguro", "Niego que el plan es seguro", "Niego que"),
    ("ru", "закон принят", "Неправда, что закон принят", "Неправда что"),
    ("ru", "закон принят", "Если закон принят, мы уедем", "Если"),
    ("uk", "закон ухвалено", "Якщо закон ухвалено, ми поїдемо", "Якщо"),
    ("zh", "法律通过", "如果法律通过，我们离开", "如果"),
    ("hi", "योजना सुरक्षित है", "अगर योजना सुरक्षित है, तो ठीक है", "अगर"),
    ("en", "the plan is safe", "It is a myth that the plan is safe", "myth that"),
]


@pytest.mark.parametrize(("language", "quote", "source", "word"), GOVERNED)
def test_what_governs_a_passage_is_told_in_its_language(language: str, quote: str, source: str, word: str) -> None:
    found = judge(quote, f"{source}.", language=language)
    assert (found.verdict, found.severity) == ("exact", "warning")
    assert any(f"“{word}”" in warning for warning in found.warnings), found.warnings
    assert not judge(f"{source}.", f"{source}.", language=language).warnings


@pytest.mark.parametrize("stop", ["。", "，"])
def test_a_full_width_stop_ends_a_cut_sentence(stop: str) -> None:
    assert judge(f"国家保护{stop}", "国家保护个人信息。", language="zh").verdict == "edited"
    assert judge(f"国家保护{stop}", "国家保护吗？", language="zh").verdict == "edited"
    assert judge(f"国家保护吗{stop}", "国家保护吗？", language="zh").verdict == "altered"


FIGURES = [
    ("en", "it cost 40 … euros", "Then it cost 40 million euros"),
    ("en", "it rose by 5 … in May", "Then it rose by 5 percent in May"),
    ("en", "there were twenty … men", "So there were twenty five men"),
    ("de", "es kostete 40 … Euro", "Dann kostete es: es kostete 40 Millionen Euro"),
    ("de", "es dauerte … fünf Jahre", "Und es dauerte mindestens fünf Jahre"),
    ("ru", "он стоил 40 … рублей", "Тогда он стоил 40 тысяч рублей"),
    ("zh", "他花了四十……元", "后来他花了四十万元"),
    ("en", "they voted … the plan", "Then they voted against the plan"),
    ("fr", "ils ont voté … la loi", "Hier ils ont voté contre la loi"),
    ("he", "הם אנשים … אנושיים", "כי הם אנשים בלתי אנושיים"),
    ("es", "el consejo … votar", "Mañana el consejo podrá votar"),
]
INNOCENT = [
    ("en", "it cost 40 … euros", "Then it cost 40 hard-won euros"),
    ("en", "in May 2014 … men came", "So in May 2014 forty men came"),
    ("en", "Article 5 … applies here", "So Article 5 of the treaty applies here"),
    ("en", "Article 5 … applies here", "So Article 5, as amended, applies here"),
    ("fr", "ils ont voté … la loi", "Hier ils ont voté à Lyon la loi"),
]


@pytest.mark.parametrize(("language", "quote", "source"), FIGURES)
def test_a_part_of_a_figure_or_what_sets_against_may_not_go(language: str, quote: str, source: str) -> None:
    assert judge(quote, f"{source}.", language=language).verdict == "altered"


@pytest.mark.parametrize(("language", "quote", "source"), INNOCENT)
def test_what_follows_a_figure_may_go(language: str, quote: str, source: str) -> None:
    assert judge(quote, f"{source}.", language=language).verdict == "edited"
