"""Keeps out of drafts what may name who denounces: a draft is kept for days, too."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, func, or_, select

from cases.database import Transaction
from cases.errors import SubmissionRefusedError
from cases.models.case import Case
from cases.models.petition import Petition
from cases.models.run import Run
from cases.office import Office
from cases.steps.intake_place import read_intake_place
from cases.steps.intake_steps import intake_kind
from cases.steps.petition_kinds import AUTHORED
from cases.versions import version_on
from forms.denunciations import ARTICLE
from forms.named_people import find_people
from forms.submission import FieldError


def refuse_people_in_draft(
    tx: Transaction, office: Office, place: str, values: Mapping[str, list[str]]
) -> None:
    """Refuse a draft about what is, or may be, a denunciation when it may name its author.

    Which record it is about is only asked when something was found.

    Raises:
        SubmissionRefusedError: At each field that may.
    """
    naming = {
        name: found
        for name, texts in values.items()
        if not name.startswith("_") and (found := find_people("\n".join(texts)))
    }
    if not naming or _kind_at(tx, office, place) in AUTHORED:
        return
    raise SubmissionRefusedError(
        [
            FieldError(name, name, f"Có thể nêu người tố cáo ({', '.join(found)}). {ARTICLE}")
            for name, found in naming.items()
        ]
    )


def _kind_at(tx: Transaction, office: Office, place: str) -> str | None:
    intake = read_intake_place(place)
    if intake:
        version = office.version(tx, version_on(tx, intake.procedure, office.today()).id)
        return intake_kind(version, intake.kind)
    first, named, *_ = (*place.split(":"), "", "")
    run_id = int(named) if named.isdecimal() else 0
    about: Any = Case.code == named if first == "start" else Run.id == run_id
    of_case = and_(Run.subject_kind == "case", Case.id == Run.subject_id)
    of_petition = and_(Run.subject_kind == "petition", Petition.id == Run.subject_id)
    return tx.scalar(
        select(func.coalesce(Case.kind, Petition.kind))
        .select_from(Run)
        .outerjoin(Case, of_case)
        .outerjoin(Petition, of_petition)
        .where(about, or_(Case.id.is_not(None), Petition.id.is_not(None)))
        .limit(1)
    )
