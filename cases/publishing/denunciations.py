"""What publishing asks of a procedure for denunciations besides everything else."""

from collections.abc import Iterator, Mapping

from cases.office import Office
from engine.catalog import FactDeclaration, ProcedureInfo
from engine.errors import EngineError
from engine.parser import Procedure, parse
from forms.denunciations import ARTICLE, DENUNCIATION, find_forbidden
from forms.fields import Form


def denunciation_problems(
    office: Office, info: ProcedureInfo, files: Mapping[str, bytes], forms: Mapping[str, Form]
) -> Iterator[str]:
    """Yield what a procedure for denunciations must not ask, keep or decide by.

    Args:
        office: The installation.
        info: What the version declares.
        files: The version.
        forms: Its forms that could be read, by name of file.
    """
    if info.kind != DENUNCIATION:
        return
    for fact in info.facts.values():
        yield from _of_fact(office, fact)
    papers = _papers(info.code, files)
    for paper in sorted({one for one in papers.values() if one} - set(office.denunciations.papers)):
        yield f"Loại tài liệu «{paper}» không được lưu đối với đơn tố cáo ({ARTICLE})."
    for name, form in forms.items():
        for problem in find_forbidden(form, office.denunciations, paper=papers.get(form.code)):
            yield f"{name}: {problem}"


def _of_fact(office: Office, fact: FactDeclaration) -> Iterator[str]:
    allowed = office.denunciations
    if fact.type == "code":
        unknown = [code for code in fact.codes if code not in allowed.codes]
        if unknown:
            yield (
                f"Dữ kiện «{fact.name}» có giá trị {', '.join(unknown)}: quy trình tố cáo chỉ rẽ "
                f"theo việc làm, văn bản đã ban hành, không theo đúng hay sai ({ARTICLE})."
            )
    elif fact.name not in allowed.facts:
        yield (
            f"Dữ kiện «{fact.name}» không nằm trong danh mục dữ kiện được dùng đối với đơn tố cáo "
            f"({ARTICLE})."
        )


def _papers(code: str, files: Mapping[str, bytes]) -> Mapping[str, str | None]:
    """Return form -> type of the document that its step issues."""
    diagrams = {name: text for name, text in files.items() if name.endswith(".bpmn")}
    tables = {name: text for name, text in files.items() if name.endswith(".dmn")}
    try:
        procedure: Procedure = parse(code, diagrams, tables)
    except EngineError:
        return {}  # said by the check of the diagram
    return {step.form: step.document for step in procedure.steps.values() if step.form}
