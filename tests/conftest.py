"""What every test stands on: a home of its own, and no trace of it anywhere else."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from core.body_model import VARIABLE as BODY_MODELS
from core.giving_way import VARIABLE as NICE
from tests import guard

SHARED = Path(__file__).parents[2] / "shared" / "data"
"""Real recordings that may not be shipped. Tests that need them skip where they are missing."""

EXAMPLES = int(os.environ.get("KINESCRIBE_EXAMPLES", "20"))
"""How many cases of each property are tried; a thousand take minutes."""

# A machine that does other things, too, may take its time with any case.
settings.register_profile("ours", max_examples=EXAMPLES, deadline=None)
settings.load_profile("ours")
guard.watch()


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Where this process, its libraries and the processes that it starts keep what is a user's."""
    home = tmp_path_factory.mktemp("home")
    # What graphics drivers have compiled is no secret, and takes seconds.
    cache = os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(home / name.lower()))
        patch.setenv("XDG_CACHE_HOME", cache)
        # Whoever tests waits for jobs, and has nothing else to look at.
        patch.setenv(NICE, "0")
        patch.delenv(BODY_MODELS, raising=False)
        yield


@pytest.fixture
def shared() -> Path:
    """The folder of real recordings, or a skip that says so."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not on this machine")
    return SHARED
