"""A text knows how it was made, and is its Korean wording to everybody else."""

from __future__ import annotations

import json

from core.text import Text, composed, foreign, has_hangul, in_english, joined, render, translatable


def test_it_is_its_korean_wording():
    text = translatable("core", "거래소가 연결을 닫았습니다 ({code})").format(code=1008)

    assert text == "거래소가 연결을 닫았습니다 (1008)"
    assert json.dumps(text, ensure_ascii=False) == '"거래소가 연결을 닫았습니다 (1008)"'
    assert f"{text}" == str(text)


def test_it_remembers_what_it_was_made_of():
    text = translatable("core", "{key}를 입력하세요").format(key="Secret Key")

    assert (text.context, text.template, text.arguments) == ("core", "{key}를 입력하세요", {"key": "Secret Key"})


def test_an_argument_with_braces_is_inserted_as_it_is():
    assert translatable("core", "파일: {path}").format(path="/tmp/{0}") == "파일: /tmp/{0}"


def test_texts_are_put_together_without_those_that_are_empty():
    why = translatable("core", "응답 시간 초과")
    text = joined(" · ", "", why, "42")

    assert text == "응답 시간 초과 · 42"
    assert why in text.arguments.values()
    assert composed("{a}\n{b}", a=why, b="c") == "응답 시간 초과\nc"
    assert joined(" · ") == ""


def test_korean_words_of_others_have_a_substitute():
    words = foreign("점검 중", "HTTP 503")

    assert words == "점검 중"
    assert isinstance(words, Text)
    assert words.arguments == {"otherwise": "HTTP 503"}
    assert type(foreign("maintenance", "HTTP 503")) is str


def test_hangul_is_found_anywhere_in_a_text():
    assert has_hangul("BTC 가")
    assert has_hangul("힣")
    assert not has_hangul("Bitcoin – 123 (漢)")


WORDS = {("core", "닫힘 {code}"): "closed {code}", ("terminal", "no file {name!r}"): "{name!r} 파일 없음"}


def translated(context: str, template: str) -> str:
    return WORDS.get((context, template), template)


def test_a_text_is_rendered_in_either_language_whatever_its_source():
    korean, english = translatable("core", "닫힘 {code}"), in_english("terminal", "no file {name!r}")
    both = joined(" · ", korean.format(code=1), english.format(name="a"))

    assert render(both, "ko", translated) == "닫힘 1 · 'a' 파일 없음"
    assert render(both, "en", translated) == "closed 1 · no file 'a'"
    assert render("plain", "en", translated) == "plain"


def test_korean_words_of_others_are_shown_to_koreans_as_they_are():
    words = foreign("점검 중", "HTTP 503")

    assert render(words, "ko", translated) == "점검 중"
    assert render(words, "en", translated) == "HTTP 503"


def test_a_log_line_is_rendered_with_its_arguments():
    text = translatable("log", "실패: %s (%d)").filled((foreign("점검", "down"), 3))

    assert render(text, "ko", translated) == "실패: 점검 (3)"
    assert render(text, "en", lambda *_: "failed: %s (%d)") == "failed: down (3)"
