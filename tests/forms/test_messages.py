"""WTForms speaks Vietnamese."""

import ast
import re
from pathlib import Path

import pytest
import wtforms
from wtforms import validators

from forms.messages import MESSAGES, VietnameseMeta


def library_messages():
    """Every message that the installed WTForms passes through gettext."""
    for path in sorted(Path(wtforms.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("gettext"):
                texts = [each for each in node.args if isinstance(each, ast.Constant)]
                yield from (each.value for each in texts if isinstance(each.value, str))


def placeholders(text):
    return set(re.findall(r"%(?:\(\w+\))?[sd]", text))


class TestMessages:
    def test_cover_everything_the_library_says(self):
        assert set(library_messages()) - set(MESSAGES) == set()

    @pytest.mark.parametrize("english", MESSAGES)
    def test_keep_the_places_to_fill(self, english):
        assert placeholders(MESSAGES[english]) == placeholders(english)

    def test_reach_the_person(self):
        class SignIn(wtforms.Form):
            Meta = VietnameseMeta
            name = wtforms.StringField("Tên", [validators.InputRequired()])
            code = wtforms.StringField("Mã", [validators.Length(min=6)])

        form = SignIn(data={"code": "1"})
        assert not form.validate()
        assert form.errors == {"name": ["Không để trống"], "code": ["Ghi ít nhất 6 ký tự"]}
