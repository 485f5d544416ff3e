"""States stored by earlier releases."""

import json

import pytest

from engine import runner
from tests.engine.case import DAY
from tests.engine.write_golden import GOLDEN, SCENES, act, new_case

FILES = sorted(GOLDEN.glob("*/*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_stored_case_goes_on_as_its_release_would_have_let_it(path):
    golden = json.loads(path.read_text("utf-8"))
    case = new_case()
    case.facts = golden["facts"]
    case.now += golden["days"] * DAY
    case.progress = runner.inspect(case.procedure, golden["state"].encode(), case.call())
    for step in golden["then"]:
        assert act(case, tuple(step["do"])) == step["seen"]


def test_every_scene_is_kept_of_every_release():
    releases = {path.parent.name for path in FILES}
    assert {(path.parent.name, path.stem) for path in FILES} == {
        (release, scene) for release in releases for scene in SCENES
    }
    assert releases
