"""What publishing asks of the forms with which petitions are entered in the books."""

from collections.abc import Iterator, Mapping

from cases.office import FORMS_FOLDER
from cases.steps.petition_kinds import AUTHORED
from engine.catalog import ProcedureInfo
from forms.denunciations import ARTICLE
from forms.fields import Form
from forms.publishing import find_author_fields


def intake_problems(info: ProcedureInfo, forms: Mapping[str, Form]) -> Iterator[str]:
    """Yield the fields that ask who wrote a petition that may be a denunciation.

    Args:
        info: What the version declares.
        forms: Its forms that could be read, by name of file.
    """
    for kind, step in info.intake_steps.items():
        name = f"{FORMS_FOLDER}{step}.form"
        if kind in AUTHORED or name not in forms:
            continue
        for field in find_author_fields(forms[name]):
            yield f"{name}: ô «{field}» ghi người gửi đơn «{kind}», có thể là tố cáo ({ARTICLE})."
