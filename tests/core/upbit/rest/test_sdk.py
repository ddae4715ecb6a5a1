"""The official SDK is the installed one, without the parts that Hoga does not use."""

import subprocess
import sys

import upbit

from core.upbit.rest import sdk


def test_it_is_the_official_one():
    assert sdk.AsyncUpbit is upbit.AsyncUpbit


def test_no_second_http_client_is_loaded():
    probe = "import sys, core.upbit.rest.sdk; print([name for name in ('httpx', 'aiohttp') if sys.modules.get(name)])"
    shown = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "['httpx']"
