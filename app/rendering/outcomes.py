"""The short line on the page after something was done."""

from app.rendering.words import joined
from cases.actions.register_petition import Registered
from cases.steps.step_done import StepDone


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
    if registered.is_repeat:
        return f"Đơn này đã vào sổ: đơn {registered.petition_code}, hồ sơ {registered.case_code}"
    return f"Đã vào sổ: đơn {registered.petition_code}, hồ sơ {registered.case_code}"
