"""Which source is wanted: the last choice."""

import asyncio

from app.source.choice import SourceChoice
from app.source.source import EMBEDDED, UPBIT


async def test_the_last_choice_counts_and_each_change_is_announced_once():
    heard = []
    choice = SourceChoice(EMBEDDED)
    choice.listen(lambda: heard.append(choice.wanted))
    for source in (UPBIT, EMBEDDED, EMBEDDED, UPBIT):
        choice.choose(source)
    assert choice.take() == UPBIT
    assert heard == [UPBIT, EMBEDDED, UPBIT]


async def test_the_same_choice_again_is_an_attempt_again_but_no_other_source():
    heard = []
    choice = SourceChoice(EMBEDDED)
    choice.listen(lambda: heard.append(choice.wanted))
    choice.take()
    made = asyncio.ensure_future(choice.made())
    await asyncio.sleep(0)
    assert not made.done()
    choice.choose(EMBEDDED)
    await asyncio.wait_for(made, 1.0)
    assert heard == []


async def test_what_was_taken_is_no_longer_new():
    choice = SourceChoice(EMBEDDED)
    choice.choose(UPBIT)
    assert choice.take() == UPBIT
    made = asyncio.ensure_future(choice.made())
    await asyncio.sleep(0)
    assert not made.done()
    made.cancel()
