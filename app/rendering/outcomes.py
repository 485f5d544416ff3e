"""The short line on the page after something was done."""

from app.rendering.words import joined
from cases.actions.correct_step import Corrected
from cases.actions.register_petition import Registered
from cases.errors import NoteRefusedError
from cases.steps.step_done import StepDone
from forms.denunciations import ARTICLE


def step_done_text(done: StepDone) -> str:
    """Say where the case went."""
    if not done.next_steps:
        return f"Đã xong bước {done.step_name}. Hồ sơ không còn bước nào đang chờ"
    return f"Đã chuyển sang bước {joined(done.next_steps, ' và ')}"


def started_text(done: StepDone) -> str:
    """Say what was recorded on the case, and what waits because of it."""
    if not done.next_steps:
        return f"Đã ghi: {done.step_name}"
    return f"Đã ghi: {done.step_name}. Đang chờ: {joined(done.next_steps, ' và ')}"


def registered_text(registered: Registered) -> str:
    """Say under which numbers the petition stands in the books."""
    case = f", hồ sơ {registered.case_code}" if registered.case_code else ""
    said = "Đơn này đã vào sổ" if registered.is_repeat else "Đã vào sổ"
    return f"{said}: đơn {registered.petition_code}{case}"


def corrected_text(done: Corrected) -> str:
    """Say what a correction has moved."""
    if not done.moved_count:
        return f"Đã đính chính bước {done.step_name}, không thời hạn nào đổi ngày"
    return f"Đã đính chính bước {done.step_name}, {done.moved_count} thời hạn đổi ngày"


def note_problem(error: NoteRefusedError) -> str:
    """Say at the field why a text was not kept."""
    if error.reason == "people":
        return f"Có thể nêu người tố cáo ({', '.join(error.found)}). Bỏ phần này ({ARTICLE})"
    return "Rút gọn còn tối đa 4.000 ký tự" if error.reason == "long" else "Không để trống"
