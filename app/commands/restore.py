"""Put an installation back from a backup; the server and the worker must be stopped."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.commands.outcome import complain, say
from app.rendering.dates import full_instant
from cases.office import Office
from cases.restore import restore


def add_arguments(parser: ArgumentParser) -> None:
    """Take the file to read."""
    parser.add_argument("source", type=Path, help="file that `donthu backup` wrote")
    parser.add_argument(
        "--force", action="store_true", help="throw away what the installation holds now"
    )
    parser.set_defaults(run=run)


def run(options: Namespace, office: Office) -> None:
    """Read the archive."""
    restored = restore(office, options.source, force=options.force)
    say(
        f"Đã phục hồi bản sao lưu lúc {full_instant(restored.created_at)}"
        f" ({restored.file_count} tệp kèm). Mọi người đăng nhập lại."
    )
    if restored.erased_again:
        say(f"Đã xóa lại {restored.erased_again} lần xóa ghi sau bản sao lưu.")
    if not restored.has_list:
        complain(
            f"Không thấy danh sách đã xóa {office.settings.erasures}: nếu đã từng đổi loại đơn "
            "sang tố cáo, chép tệp ấy về rồi phục hồi lại."
        )
    for sha256 in restored.missing:
        complain(f"Tệp {sha256} đã mất từ trước khi sao lưu.")
