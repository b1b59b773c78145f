"""Every rule carries an accepted and a rejected example, and both hold."""

from __future__ import annotations

import pytest
from tests.verdicts.quoting import judge, noted

from briefkit.model import ACCEPTED
from briefkit.verdicts.rules import EXPLANATIONS, RULES, Rule


@pytest.mark.parametrize("rule", EXPLANATIONS, ids=lambda rule: rule.code)
def test_accepted_example(rule: Rule) -> None:
    quote, source = rule.accepts
    judgement = judge(quote, noted("a", source))
    assert judgement.verdict in ACCEPTED, judgement.message
    assert rule.code in {difference.rule for difference in judgement.differences}


@pytest.mark.parametrize("rule", EXPLANATIONS, ids=lambda rule: rule.code)
def test_rejected_example(rule: Rule) -> None:
    quote, source = rule.rejects
    assert not judge(quote, noted("a", source)).accepted


def test_every_rule_is_documented() -> None:
    for rule in EXPLANATIONS:
        assert rule.explains.__doc__
        assert rule.code in RULES
    assert len({rule.code for rule in EXPLANATIONS}) == len(EXPLANATIONS)
