"""keep no content of secret records.

Adds the triggers that refuse words, names, files and results of a secret petition or case, and a
level for one that still has any (khoản 6 Điều 5 Quy chế 2003/QĐ-UBND). Destroys nothing; runs
before the new code.

Revision ID: 0016
Revises: 0015
"""

# The names are those of the tables and columns above.
# ruff: noqa: S608

from collections.abc import Iterator
from dataclasses import dataclass

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

RESULTS = (
    *("outcome", "contested_ruling"),
    *("recover_money", "recover_land", "return_money_organisation", "return_land_organisation"),
    *("return_money_individual", "return_land_individual", "beneficiaries_organisation"),
    *("beneficiaries_individual", "discipline_recommended", "of_which_officials"),
)
OWED = RESULTS[2:]


@dataclass(frozen=True)
class Rule:
    """What is refused of a row whose case or petition is secret.

    Attributes:
        content: Condition on ``NEW`` under which the row says something.
        owners: Table and id of what the row belongs to.
    """

    table: str
    verbs: str
    content: str
    owners: tuple[tuple[str, str], ...]


def _subject(kind: str) -> tuple[str, str]:
    return kind, f"(CASE WHEN NEW.subject_kind = '{kind}' THEN NEW.subject_id END)"


def _of_step(kind: str) -> tuple[str, str]:
    return kind, (
        "(SELECT r.subject_id FROM run r JOIN case_step s ON s.run_id = r.id"
        f" WHERE s.id = NEW.step_id AND r.subject_kind = '{kind}')"
    )


def _any(condition: str, columns: tuple[str, ...]) -> str:
    return " OR ".join(condition.format(f"NEW.{column}") for column in columns)


PETITION = (("petition", "NEW.petition_id"),)
CASE = (("case", "NEW.case_id"),)
ENFORCED = (("case", "(SELECT e.case_id FROM enforcement e WHERE e.id = NEW.enforcement_id)"),)
BOTH = ("case", "petition")
WRITTEN = "INSERT OR UPDATE"
RULES = {
    "secret_text": Rule("petition_text", WRITTEN, "TRUE", PETITION),
    "secret_party": Rule("party", WRITTEN, "TRUE", PETITION),
    "secret_note": Rule("note", WRITTEN, "NEW.text <> ''", tuple(map(_subject, BOTH))),
    "secret_answer": Rule("answer", WRITTEN, "TRUE", tuple(map(_of_step, BOTH))),
    "secret_document": Rule(
        "document", WRITTEN, _any("{} IS NOT NULL", ("file_id", "recipient")), CASE + PETITION
    ),
    "secret_transfer": Rule("transfer", WRITTEN, "NEW.return_reason IS NOT NULL", PETITION),
    "secret_decision": Rule("decision", WRITTEN, _any("{} IS NOT NULL", RESULTS), CASE),
    "secret_enforcement": Rule("enforcement", WRITTEN, _any("{} <> 0", OWED), CASE),
    "secret_enforced": Rule("enforcement_event", "INSERT", "TRUE", ENFORCED),
    "secret_follow_up": Rule("follow_up", "INSERT", "TRUE", CASE),
}  # fmt: skip

_SAYS = "NEW.field IS NOT NULL"
_TITLED = f"{_SAYS} OR NEW.title <> '' OR NEW.title_f <> ''"
_BECOMES = "OLD.secrecy = 'none' AND NEW.secrecy <> 'none'"


def _left(kind: str) -> str:
    """Return the condition that something is left of what a record said."""
    says = "file_id IS NOT NULL OR recipient IS NOT NULL"
    steps = "answer a JOIN case_step s ON s.id = a.step_id JOIN run r ON r.id = s.run_id"
    arms = [
        f"SELECT 1 FROM note WHERE subject_kind = '{kind}' AND subject_id = NEW.id AND text <> ''",
        f"SELECT 1 FROM document WHERE {kind}_id = NEW.id AND ({says})",
        f"SELECT 1 FROM {steps} WHERE r.subject_kind = '{kind}' AND r.subject_id = NEW.id",
    ]
    if kind == "petition":
        arms += [
            "SELECT 1 FROM petition_text WHERE petition_id = NEW.id",
            "SELECT 1 FROM party WHERE petition_id = NEW.id",
            "SELECT 1 FROM transfer WHERE petition_id = NEW.id AND return_reason IS NOT NULL",
        ]
    else:
        results = " OR ".join(f"{column} IS NOT NULL" for column in RESULTS)
        arms.append(f"SELECT 1 FROM decision WHERE case_id = NEW.id AND ({results})")
    return " OR ".join(f"EXISTS ({arm})" for arm in arms)


OWN = {
    "secret_petition": ("petition", WRITTEN, f"NEW.secrecy <> 'none' AND ({_SAYS})"),
    "secret_case": ("case", WRITTEN, f"NEW.secrecy <> 'none' AND ({_TITLED})"),
    "secret_petition_left": ("petition", "UPDATE", f"{_BECOMES} AND ({_left('petition')})"),
    "secret_case_left": ("case", "UPDATE", f"{_BECOMES} AND ({_left('case')})"),
}
"""Name -> table, verbs, what is refused of a row that is secret itself."""


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for name, rule in RULES.items():
        secret = " OR ".join(_is_secret(*owner) for owner in rule.owners)
        if is_sqlite:
            _create_on_sqlite(name, rule.table, rule.verbs, f"({rule.content}) AND ({secret})")
        else:
            locks = "".join(_locks(rule))
            body = f"IF {rule.content} THEN {locks} IF {secret} THEN {_raise(name)} END IF; END IF;"
            _create_on_postgresql(name, rule.table, rule.verbs, body)
    for name, (table, verbs, refused) in OWN.items():
        if is_sqlite:
            _create_on_sqlite(name, table, verbs, refused)
        else:
            body = f"IF {refused} THEN {_raise(name)} END IF;"
            _create_on_postgresql(name, table, verbs, body)


def downgrade() -> None:
    made = {name: (rule.table, rule.verbs) for name, rule in RULES.items()}
    made |= {name: (table, verbs) for name, (table, verbs, _refused) in OWN.items()}
    for name, (table, verbs) in made.items():
        if op.get_bind().dialect.name == "sqlite":
            for verb in verbs.split(" OR "):
                op.execute(f"DROP TRIGGER {name}_{verb.lower()}")
        else:
            op.execute(f'DROP TRIGGER {name} ON "{table}"')
            op.execute(f"DROP FUNCTION {name}()")


def _is_secret(table: str, row_id: str) -> str:
    return f"EXISTS (SELECT 1 FROM \"{table}\" o WHERE o.id = {row_id} AND o.secrecy <> 'none')"


def _locks(rule: Rule) -> Iterator[str]:
    """Wait for whoever is changing the level, and keep it until this transaction ends."""
    for table, row_id in rule.owners:
        yield f'PERFORM 1 FROM "{table}" o WHERE o.id = {row_id} FOR SHARE; '


def _raise(name: str) -> str:
    return f"RAISE EXCEPTION 'refused: {name}' USING ERRCODE = 'integrity_constraint_violation';"


def _create_on_sqlite(name: str, table: str, verbs: str, refused: str) -> None:
    for verb in verbs.split(" OR "):
        op.execute(
            f'CREATE TRIGGER {name}_{verb.lower()} AFTER {verb} ON "{table}" WHEN {refused} '
            f"BEGIN SELECT RAISE(ABORT, 'refused: {name}'); END"
        )


def _create_on_postgresql(name: str, table: str, verbs: str, body: str) -> None:
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{body} RETURN NULL; END $$"
    )
    op.execute(
        f'CREATE TRIGGER {name} AFTER {verbs} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {name}()'
    )
