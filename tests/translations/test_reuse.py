"""Which new sentence comes from which old one."""

from difflib import SequenceMatcher
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from home.translations.sync import reuse
from home.translations.sync.reuse import MIN_SIMILARITY, StringPosition

sentences = st.lists(st.text("abcde", max_size=7).map(" ".join), max_size=6)  # a letter is a word


def positions(texts, start=0):
    """A sentence that occurs twice has one string."""
    texts = list(texts)
    ids = {text: start + number for number, text in enumerate(texts)}
    return [StringPosition(ids[text], 1, "body", text) for text in texts]


def plain_pairs(came, gone, *, at_least):
    """Compares each with each."""
    alike = [
        (SequenceMatcher(None, old.text.split(), new.text.split(), autojunk=False).ratio(), new, old)
        for new in came
        for old in gone
    ]
    pairs = {}
    for likeness, new, old in sorted(alike, key=lambda triple: -triple[0]):
        if likeness >= at_least and new not in pairs and old not in pairs.values():
            pairs[new] = old
    return pairs


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(came=sentences, gone=sentences, at_least=st.sampled_from([0, MIN_SIMILARITY]))
def test_the_pairs_are_those_of_comparing_each_with_each(came, gone, at_least):
    new, old = positions(came, start=100), positions(gone)
    assert reuse._pairs(new, old, at_least=at_least) == plain_pairs(new, old, at_least=at_least)


def sentence(random, words):
    return [f"word{int(random.paretovariate(0.7)) % 400}" for _number in range(words)]


@pytest.mark.parametrize("is_rewritten", [False, True])
def test_few_of_hundreds_of_changed_sentences_are_compared_with_each_other(monkeypatch, is_rewritten):
    random = Random(7)
    old = [sentence(random, random.randint(15, 30)) for _number in range(300)]
    new = [
        sentence(random, len(words)) if is_rewritten else [w if random.random() < 0.7 else "new" for w in words]
        for words in old
    ]
    compared = []
    monkeypatch.setattr(reuse, "SequenceMatcher", lambda *a, **k: compared.append(a) or SequenceMatcher(*a, **k))
    before, after = positions(map(" ".join, old)), positions(map(" ".join, new), start=1000)
    assert len(reuse._pairs(after, before, at_least=MIN_SIMILARITY)) > 250
    assert len(compared) < 10_000  # of 90,000
