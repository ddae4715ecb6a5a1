"""A window is put in order by an arrangement, and tells where its docks are."""

import random

import pytest
from PySide6.QtCore import QRect, Qt

from app.arrangement.arrangement import Arrangement, Place, Split, Tabs, names_of
from app.arrangement.qt_state import read_state
from app.desk.layout.arranging import arrange, arrangement_of_window, give_sizes, measured_before, resize
from app.desk.layout.window_docks import docked
from app.panels.spec import DEFAULT_DESK
from arrangements import random_arrangement, random_node, window_with


def shares_differ(wanted, found, floating=()):
    """The largest difference between two shares of one split."""
    if isinstance(wanted, Tabs):
        return 0.0
    shown = [at for at, part in enumerate(wanted.parts) if set(names_of(part)) - set(floating)]
    wholes = [sum(node.sizes[at] for at in shown) or 1 for node in (wanted, found)]
    own = [abs(wanted.sizes[at] / wholes[0] - found.sizes[at] / wholes[1]) for at in shown]
    inner = [shares_differ(*parts, floating) for parts in zip(wanted.parts, found.parts, strict=True)]
    return max([0.0, *own, *inner])


def with_docked_fronts(arrangement):
    """A panel that floats is in front of no tabs."""

    def mended(node):
        if isinstance(node, Split):
            return Split(node.is_columns, tuple(map(mended, node.parts)), node.sizes)
        docked = [name for name in node.names if name not in arrangement.floating]
        return Tabs(node.names, node.front if node.front in docked else [*docked, node.names[0]][0])

    return Arrangement(mended(arrangement.docked), arrangement.floating)


@pytest.mark.parametrize("seed", range(40))
def test_any_arrangement_of_up_to_twenty_panels_is_made_and_reported(application, seed):
    wanted = with_docked_fronts(random_arrangement(seed))
    window, docks = window_with(sorted(wanted.names()))
    arrange(window, docks, wanted)
    found = read_state(window.saveState())
    assert found.has_shape_of(wanted)
    assert shares_differ(wanted.docked, found.docked, wanted.floating) < 0.01
    for name, place in found.floating.items():
        assert docks[name].geometry() == QRect(*place)


@pytest.mark.parametrize("seed", range(20))
def test_a_window_in_use_is_put_in_another_order(application, seed):
    first = with_docked_fronts(random_arrangement(seed))
    window, docks = window_with(sorted(first.names()))
    arrange(window, docks, first)
    rng = random.Random(seed)
    names = sorted(first.names() - first.floating.keys())
    if not names:
        return
    rng.shuffle(names)
    then = Arrangement(random_node(rng, names), first.floating)
    arrange(window, docks, then)
    found = arrangement_of_window(window, {name: docks[name] for name in names})
    assert found.has_shape_of(Arrangement(then.docked))
    assert {name for name, dock in docks.items() if dock.isFloating()} == set(first.floating)


def test_hidden_panels_stay_hidden_at_their_place(application):
    window, docks = window_with("abc")
    wanted = Arrangement(Split(False, (Tabs(("a",), "a"), Tabs(("c", "b"), "c")), (1, 1)))
    docks["b"].hide()
    arrange(window, docks, wanted)
    assert [docks[name].isHidden() for name in "abc"] == [False, True, False]
    assert read_state(window.saveState()).has_shape_of(wanted)


def test_a_panel_the_arrangement_does_not_know_stays_docked(application):
    window, docks = window_with("abc")
    arrange(window, docks, Arrangement(Split(False, (Tabs(("a",), "a"), Tabs(("b",), "b")), (1, 1))))
    assert not docks["c"].isFloating()
    assert set(names_of(read_state(window.saveState()).docked)) == set("abc")


def test_a_place_on_no_screen_is_moved_onto_one(application):
    window, docks = window_with("ab")
    wanted = Arrangement(
        Split(True, (Tabs(("a",), "a"), Tabs(("b",), "b")), (1, 1)), {"b": Place(90000, 90000, 300, 200)}
    )
    arrange(window, docks, wanted)
    assert window.screen().availableGeometry().contains(docks["b"].geometry())


def test_sizes_follow_the_window(application):
    window, docks = window_with("ab")
    wanted = Arrangement(Split(True, (Tabs(("a",), "a"), Tabs(("b",), "b")), (1, 3)))
    arrange(window, docks, wanted)
    window.resize(4000, 2000)
    resize(window, docks, wanted)
    assert shares_differ(wanted.docked, read_state(window.saveState()).docked) < 0.01


async def test_sizes_are_given_again_to_docks_that_are_where_they_were_and_to_no_others(hand):
    def sizes():
        return {name: (dock.width(), dock.height()) for name, dock in docked(hand.window).items()}

    hand.window.resize(1366, 700)
    hand.window.show()
    hand.desk.open_all(DEFAULT_DESK)
    await hand.laid_out()
    docks, meant = hand.desk.docks(), sizes()
    before = measured_before(hand.window, docked(hand.window))
    hand.window.resizeDocks(docks[:1], [500], Qt.Orientation.Horizontal)
    hand.window.resizeDocks(docks[-1:], [150], Qt.Orientation.Vertical)
    await hand.laid_out()
    taken = sizes()
    assert taken != meant
    give_sizes(hand.window, docked(hand.window), before)
    await hand.laid_out()
    assert sizes() == meant
    docks[-1].setFloating(True)
    hand.window.resizeDocks(docks[:1], [500], Qt.Orientation.Horizontal)
    await hand.laid_out()
    give_sizes(hand.window, docked(hand.window), before)
    await hand.laid_out()
    assert sizes()[docks[0].objectName()] == meant[docks[0].objectName()], "also while one of them is away"
    docks[-1].setFloating(False)
    await hand.laid_out()
    hand.window.tabifyDockWidget(*docks[-2:])
    hand.window.resizeDocks(docks[:1], [500], Qt.Orientation.Horizontal)
    await hand.laid_out()
    taken = sizes()
    give_sizes(hand.window, docked(hand.window), before)
    await hand.laid_out()
    assert sizes() == taken
