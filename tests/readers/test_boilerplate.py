"""Every rule of boilerplate.toml over its own examples."""

import re
import tomllib

import pytest

from pipeline.readers.clean import RULES_FILE

DATA = tomllib.loads(RULES_FILE.read_text(encoding="utf-8"))


def takes(rule: dict, text: str) -> bool:
    pattern = re.compile(rule["pattern"], re.IGNORECASE | re.MULTILINE)
    match rule["kind"]:
        case "line":
            return pattern.fullmatch(text) is not None
        case "tail":
            return pattern.match(text) is not None
        case "inline":
            return pattern.search(text) is not None
        case "code":
            return re.search(rule["pattern"], text) is not None
    raise AssertionError(rule["kind"])


@pytest.mark.parametrize("rule", DATA["rule"], ids=lambda rule: rule["name"])
def test_rule(rule: dict) -> None:
    assert rule["examples"]
    assert rule["counter"]
    assert [text for text in rule["examples"] if not takes(rule, text)] == []
    assert [text for text in rule["counter"] if takes(rule, text)] == []
    if rule["kind"] == "code":
        assert [text for text in rule["examples"] if not any(need in text for need in rule["needs"])] == []
    if rule["kind"] == "inline":
        assert [text for text in rule["examples"] if not any(need in text.lower() for need in rule["needs"])] == []


def test_credits() -> None:
    pattern = re.compile(DATA["credit"]["names"], re.IGNORECASE)
    assert [text for text in DATA["credit"]["examples"] if not pattern.fullmatch(text)] == []
    assert [text for text in DATA["credit"]["counter"] if pattern.fullmatch(text)] == []


def test_caption_words() -> None:
    pattern = re.compile(DATA["caption"]["cues"], re.IGNORECASE)
    assert [text for text in DATA["caption"]["examples"] if not pattern.search(text)] == []
    assert [text for text in DATA["caption"]["counter"] if pattern.search(text)] == []


def test_whole_captions() -> None:
    pattern = re.compile(DATA["caption"]["whole"])
    assert [text for text in DATA["caption"]["whole_examples"] if not pattern.search(text)] == []
    assert [text for text in DATA["caption"]["whole_counter"] if pattern.search(text)] == []
