import pytest

from core.simulator.streams.raw_frames import bad_frame, close_frame, flood, framed


@pytest.mark.parametrize(
    ("length", "head"),
    [
        (0, "8200"),
        (125, "827d"),
        (126, "827e007e"),
        (65_535, "827effff"),
        (65_536, "827f0000000000010000"),
    ],
)
def test_a_frame_has_its_own_length(length, head):
    assert framed(0x2, b"x" * length) == bytes.fromhex(head) + b"x" * length


def test_a_close_frame_has_its_code_and_reason():
    assert close_frame(1012, "곧") == b"\x88\x05\x03\xf4" + "곧".encode()


@pytest.mark.parametrize(("shape", "one"), [("pings", b"\x89\0"), ("pongs", b"\x8a\0"), ("messages", b"\x82\0")])
def test_a_flood_is_so_many_empty_frames(shape, one):
    assert flood(shape, 3) == one * 3


def test_a_flood_of_fragments_is_one_message_that_can_be_read_in_the_end():
    assert flood("fragments", 2) == b"\x01\0" + b"\0\0" * 2 + b'\x80\x0f{"status":"UP"}'


@pytest.mark.parametrize(
    ("shape", "broken"),
    [
        ("opcode", lambda frame: frame[0] & 0x0F == 3),
        ("masked", lambda frame: frame[1] & 0x80),
        ("text", lambda frame: frame[0] == 0x81 and frame[2:] == b"\xff\xfe"),
        ("long_ping", lambda frame: frame[0] == 0x89 and frame[1] == 126),
        ("split_ping", lambda frame: frame[0] == 0x09),
        ("endless", lambda frame: int.from_bytes(frame[2:10], "big") == 1 << 62),
    ],
)
def test_a_bad_frame_breaks_the_rule_it_is_named_after(shape, broken):
    assert broken(bad_frame(shape))
