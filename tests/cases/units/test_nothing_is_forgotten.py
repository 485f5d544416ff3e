"""Whatever names a unit is thought of when the unit ends: it moves, it ends, or it stays."""

from cases.database import METADATA

MOVES = {
    "case.settling_unit_id",
    "case_unit.unit_id",
    "note.for_unit_id",
    "notice.unit_id",
    "petition.receiving_unit_id",
    "split_part.unit_id",
    "transfer.from_unit_id",
    "transfer.to_unit_id",
    "trouble_report.unit_id",
    "unit.parent_id",
    "work_item.unit_id",
}
ENDS = {
    "delegation.unit_id": "its giver has lost the role",
    "role_assignment.unit_id": "with the unit's last day",
    "term_setting.unit_id": "with the unit's last day",
}
STAYS = {
    "case_step.unit_id": "history",
    "handed_over.unit_id": "history",
    "handover.from_unit_id": "history; one under way is in the preview",
    "handover.to_unit_id": "history; one under way is in the preview",
    "separation_override.unit_id": "history",
    "support_visit.unit_id": "ends with the account, or by itself within hours",
    "unit.successor_id": "says where the work went",
    "unit_change.unit_id": "history",
    "unit_setting.unit_id": "the successor has its own",
    "unit_succession.successor_id": "says where the work went",
    "unit_succession.unit_id": "says where the work went",
    "work_assignment.unit_id": "history",
}


def test_every_column_that_names_a_unit_is_thought_of_when_units_are_merged():
    """A new one? Let ``cases.units.moved_matters`` move it, or say here why it ends or stays."""
    there = {
        f"{table.name}.{column.name}"
        for table in METADATA.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "unit"
    }
    assert there == MOVES | set(ENDS) | set(STAYS)
