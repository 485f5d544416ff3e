"""What every form file must satisfy, whichever there are."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

import forms
from config.catalogs import read_events, read_lists, read_roles
from engine.catalog import ProcedureInfo, find_bundles, read_info
from forms.catalog import find_forms
from forms.definition import Form, check_form, parse_form
from forms.posted import RawValues, raw_values
from forms.prefill import initial
from forms.publishing import find_author_fields
from forms.submission import read
from forms.wtforms_fields import build
from tests.forms.samples import LIMITS

ROOT = Path(forms.__file__).parent.parent
DEFINITIONS = ROOT / "forms/definitions"
FILES = sorted(DEFINITIONS.rglob("*.form"))


@dataclass(frozen=True)
class Published:
    """A form as one version of its procedure uses it."""

    info: ProcedureInfo
    step: str
    content: bytes

    @property
    def form(self) -> Form:
        return parse_form(self.step, self.content)

    def __str__(self):
        return f"{self.info.code} {self.info.effective_from} {self.step}"


def published():
    for bundle in find_bundles(ROOT / "workflows"):
        if "version.toml" in bundle.files:
            info = read_info(bundle.files)
            found = find_forms(DEFINITIONS, bundle.code, bundle.effective_from)
            yield from (Published(info, step, content) for step, content in found.items())


PUBLISHED = list(published())


def name_of(path):
    return path.relative_to(DEFINITIONS).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
class TestFormFile:
    def test_is_written_as_the_editor_writes_it(self, path):
        text = path.read_text(encoding="utf-8")
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"

    def test_is_named_after_its_step(self, path):
        assert json.loads(path.read_bytes())["id"] == path.stem

    def test_has_a_title(self, path):
        assert parse_form(path.stem, path.read_bytes()).title

    def test_says_what_sending_it_does(self, path):
        assert parse_form(path.stem, path.read_bytes()).submit_label

    def test_belongs_to_a_version_of_a_procedure(self, path):
        content = path.read_bytes()
        assert content in {each.content for each in PUBLISHED if each.step == path.stem}


@pytest.mark.parametrize("published", PUBLISHED, ids=str)
class TestPublishedForm:
    def test_refers_only_to_what_exists(self, published):
        lists = read_lists()
        problems = check_form(
            published.form,
            facts={fact.name: (fact.type, fact.codes) for fact in published.info.facts.values()},
            events=read_events(),
            roles=read_roles(),
            lists={
                "sources": lists.sources,
                "fields": lists.fields,
                "not_accepted_grounds": lists.not_accepted_grounds,
                "complexity_criteria": lists.complexity_criteria,
            },
        )
        assert problems == []

    def test_has_no_place_for_a_denouncer(self, published):
        if published.info.kind == "denunciation":
            assert find_author_fields(published.form) == ()

    def test_can_be_drawn(self, published):
        for control in build(published.form)().controls():
            assert str(control())

    def test_sent_blank_asks_only_for_what_is_required(self, published):
        submission = read(published.form, RawValues(), None, LIMITS)
        required = {field.key for field in published.form.fields if field.required}
        assert {error.key for error in submission.errors} <= required

    def test_shows_its_defaults_as_somebody_would_type_them(self, published):
        raw = initial(published.form, {})
        assert raw_values(published.form, RawValues(raw)) == raw
