"""What was done to the finished steps of a case afterwards, and what the person may do to them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.models.account import Account
from cases.models.amendment import Amendment
from cases.models.case_step import CaseStep
from cases.models.note import Note
from cases.models.run import Run
from cases.office import LoadedVersion, Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.found_subject import find_subject
from cases.queries.step_answers import words_of
from cases.queries.subjects import about
from cases.queries.take_back import TakeableStep, takeable_steps
from forms.fields import Field, Form


@dataclass(frozen=True, slots=True)
class ChangedField:
    """A field that was corrected; of a personal one neither value is known any more."""

    label: str
    is_open: bool = False
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """A correction, or the taking back of a step; ``reason`` is empty once it was erased."""

    kind: str
    at: datetime
    actor: str
    reason: str
    document_number: str | None
    changes: tuple[ChangedField, ...]


@dataclass(frozen=True, slots=True)
class Amendments:
    """What was done to finished steps, and what the person may do to them.

    Attributes:
        by_step: Id of the step -> what was done to it, newest first.
        correctable: Ids of the steps that the person may correct.
        takeable: Steps that the person has just done and may take back.
    """

    by_step: Mapping[int, tuple[AmendmentView, ...]]
    correctable: frozenset[int]
    takeable: tuple[TakeableStep, ...]


def amendments_of(tx: Transaction, office: Office, actor: Actor, *, code: str) -> Amendments:
    """Return what the page of a case or petition says of its finished steps.

    Raises:
        NotFoundError: No such case or petition, or none that the person may know of.
    """
    subjects = find_subject(tx, office, actor, code).subjects
    rows = tx.execute(
        select(
            CaseStep.id,
            CaseStep.element,
            CaseStep.outcome,
            CaseStep.account_id,
            CaseStep.on_behalf_of_id,
            CaseStep.unit_id,
            Run.id.label("run_id"),
            Run.version_id,
            Run.status,
        )
        .join(Run, Run.id == CaseStep.run_id)
        .where(about(Run, subjects))
        .order_by(CaseStep.id)
    ).all()
    steps = {row.id: row for row in rows}
    forms = {
        row.id: _form(office.version(tx, row.version_id), row.element) for row in steps.values()
    }
    by_step = _by_step(tx, steps, forms)
    taken_back = {
        step_id for step_id, found in by_step.items() if any(x.kind == "taken_back" for x in found)
    }
    takeable = takeable_steps(tx, office, actor, subjects)
    newest = {(row.run_id, row.element): row for row in rows if row.outcome == "done"}
    is_closed = all(row.status != "running" for row in rows)
    return Amendments(
        by_step=by_step,
        correctable=frozenset(
            row.id
            for row in newest.values()
            if forms[row.id] is not None
            and row.id not in taken_back
            and allows(Permission.STEP_CORRECT, actor, _target(row, is_closed=is_closed))
        ),
        takeable=takeable,
    )


def _target(row: Any, *, is_closed: bool) -> Target:  # noqa: ANN401
    return Target(
        unit_id=row.unit_id,
        done_by_id=row.account_id,
        done_for_id=row.on_behalf_of_id,
        is_closed=is_closed,
    )


def _by_step(
    tx: Transaction, steps: Mapping[int, Any], forms: Mapping[int, Form | None]
) -> Mapping[int, tuple[AmendmentView, ...]]:
    rows = tx.execute(
        select(Amendment, Account.full_name, Note.text)
        .join(Account, Account.id == Amendment.account_id)
        .outerjoin(Note, Note.id == Amendment.reason_id)
        .where(Amendment.step_id.in_(sorted(steps)))
        .order_by(Amendment.id.desc())
    )
    found: dict[int, tuple[AmendmentView, ...]] = {}
    for amendment, actor_name, reason in rows:
        form = forms[amendment.step_id]
        view = AmendmentView(
            kind=amendment.kind,
            at=amendment.at,
            actor=actor_name,
            reason=reason or "",
            document_number=amendment.document_number,
            changes=tuple(_changed(form, change) for change in json.loads(amendment.changes)),
        )
        found[amendment.step_id] = (*found.get(amendment.step_id, ()), view)
    return found


def _changed(form: Form | None, change: list[Any]) -> ChangedField:
    key, *values = change
    asked = next((one for one in form.fields if one.key == key), None) if form else None
    label = asked.label if asked else key
    if asked is None or not values:
        return ChangedField(label)
    old, new = (_words(asked, value) for value in values)
    return ChangedField(label, is_open=True, old=old, new=new)


def _words(asked: Field, value: object) -> str:
    return "" if value in (None, "", []) else words_of(asked, value)


def _form(version: LoadedVersion, element: str) -> Form | None:
    notation = version.procedure.steps.get(element)
    message = version.info.messages.get(element)
    code = notation.form if notation else message.form if message else None
    return version.forms.get(code) if code else None
