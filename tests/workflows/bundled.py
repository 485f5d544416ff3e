"""Every procedure version and term table that lies in the folders, whichever there are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

from lxml import etree

from cases.deadlines.term_table import TermTables
from cases.office import (
    FORMS_FOLDER,
    GLOBAL_CODES,
    REGIME_TABLES_CODE,
    TERM_TABLES_CODE,
    Office,
    open_office,
)
from cases.publishing.bundles import found_bundles
from cases.regimes import RegimeTables
from config.settings import read_settings
from engine.catalog import ProcedureInfo, read_info
from forms.definition import parse_form
from forms.fields import Form

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
BOUNDS = "{http://www.omg.org/spec/DD/20100524/DC}Bounds"
OURS = "{urn:donthu:bpmn:1}"


@dataclass(frozen=True)
class Version:
    """One bundled version, read apart from the engine."""

    name: str
    files: Mapping[str, bytes]

    @cached_property
    def info(self) -> ProcedureInfo:
        return read_info(self.files)

    @cached_property
    def forms(self) -> Mapping[str, Form]:
        steps = {
            name.removeprefix(FORMS_FOLDER).removesuffix(".form"): content
            for name, content in self.files.items()
            if name.startswith(FORMS_FOLDER)
        }
        return {step: parse_form(step, content) for step, content in steps.items()}

    @cached_property
    def diagrams(self) -> Mapping[str, etree._Element]:
        return {
            name: etree.fromstring(content)
            for name, content in self.files.items()
            if name.endswith(".bpmn")
        }

    def elements(self, *tags: str) -> Iterator[etree._Element]:
        """Every element of the given kinds in all diagrams of the version."""
        wanted = tuple(BPMN + tag for tag in tags)
        return chain.from_iterable(root.iter(*wanted) for root in self.diagrams.values())

    def shapes(self) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
        """Id, left, top, right and bottom of everything drawn as a shape."""
        for root in self.diagrams.values():
            for shape in root.iter(DI + "BPMNShape"):
                bounds = shape.find(BOUNDS)
                x, y, width, height = (
                    float(bounds.get(side)) for side in ("x", "y", "width", "height")
                )
                yield shape.get("bpmnElement"), (x, y, x + width, y + height)


OFFICE: Office = open_office(read_settings({"DONTHU_ENV": "test", "DONTHU_VAR": "/nowhere"}))
WORKFLOWS: Path = OFFICE.settings.workflows
_FOUND = found_bundles(WORKFLOWS, OFFICE.settings.forms)
VERSIONS = tuple(
    Version(bundle.name, bundle.files) for bundle in _FOUND if bundle.code not in GLOBAL_CODES
)
_TABLES = {bundle.code: bundle.files for bundle in _FOUND if bundle.code in GLOBAL_CODES}
TERMS = TermTables.read(_TABLES[TERM_TABLES_CODE])
REGIMES = RegimeTables.read(_TABLES[REGIME_TABLES_CODE])
