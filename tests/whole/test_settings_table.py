"""README's table of settings is the table of the program, in the catalogue's English."""

import os
from pathlib import Path
from xml.etree import ElementTree

from app.settings.declared import SETTINGS
from app.settings.kinds import Section

ROOT = Path(__file__).parents[2]
BEGIN, END = "<!-- settings -->\n", "<!-- /settings -->\n"


def english():
    catalogue = ElementTree.parse(ROOT / "resources/translations/hoga_en.ts")
    settings = next(each for each in catalogue.iter("context") if each.findtext("name") == "Settings")
    return {each.findtext("source"): each.findtext("translation") for each in settings.iter("message")}


def table():
    words = english()
    lines = ["| setting | values | default | what it does |", "|---|---|---|---|"]
    for setting in SETTINGS:
        if setting.section is not Section.KEYS:
            name = f"`{setting.name}`" + (f", `--{setting.name.replace('_', '-')}`" if setting.is_option else "")
            default = setting.as_text(setting.default) or "empty"
            what = words.get(setting.text, setting.text)
            lines.append(f"| {name} | {setting.allowed} | {default} | {what} |")
    return "\n".join(lines) + "\n"


def test_readme_lists_each_setting_with_its_values_and_default():
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    found, _, after = rest.partition(END)
    if found != table() and os.environ.get("HOGA_APPROVE"):
        readme.write_text(before + BEGIN + table() + END + after, encoding="utf-8")
        return
    assert found == table(), "run this test with HOGA_APPROVE=1 and look at README.md"
