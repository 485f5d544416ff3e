"""Everything a person may be allowed to do."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing that can be allowed. No row in the permission map means nobody."""

    CASE_READ = "case_read"
    STEP_COMPLETE = "step_complete"
    STEP_CORRECT = "step_correct"
    STEP_TAKE_BACK = "step_take_back"
    NOTE_WRITE = "note_write"
    PAPER_ADD = "paper_add"
    DIRECTION_GIVE = "direction_give"
    DIRECTION_ANSWER = "direction_answer"
    ITEM_CLAIM = "item_claim"
    ITEM_RELEASE = "item_release"
    ITEM_ASSIGN = "item_assign"
    ITEM_HAND_BACK = "item_hand_back"
    NAMED_PERSON_REPLACE = "named_person_replace"
    PETITION_REGISTER = "petition_register"
    DUPLICATE_JUDGE = "duplicate_judge"
    MESSAGE_RECORD = "message_record"
    PROCEDURE_START = "procedure_start"
    RULES_PUBLISH = "rules_publish"
    ACCOUNTS_MANAGE = "accounts_manage"
    CALENDAR_EDIT = "calendar_edit"
    UNIT_OVERSEE = "unit_oversee"
    UNIT_PENDING_READ = "unit_pending_read"
    UNIT_SETTINGS_CHANGE = "unit_settings_change"
    TERM_TIGHTEN = "term_tighten"
    WORDS_KEEP = "words_keep"
    KIND_CHANGE = "kind_change"
