"""Make, list, change and remove the keys that personal numbers are encrypted with.

They lie in the file DONTHU_KEYS, outside the database and every backup: keep a copy elsewhere.
"""

from argparse import ArgumentParser, Namespace

from app.arguments import add_wishes
from app.commands.outcome import say, say_table, told_every
from app.rendering.dates import count, full_instant
from cases.key_rotation.removal import give_up_values, remove_key
from cases.key_rotation.reseal import reseal
from cases.key_rotation.sealed_rows import values_by_key, waiting
from cases.office import Office

SAID_EVERY = 5_000


def add_arguments(parser: ArgumentParser) -> None:
    """Take one of five wishes."""
    wishes = add_wishes(parser)
    new = wishes.add_parser("new", help="make a key, the current one from now on")
    new.set_defaults(run=make, works_before_init=True)
    listing = wishes.add_parser("list", help="every key, and how many values need it")
    listing.set_defaults(run=show_list)
    rotation = wishes.add_parser(
        "rotate", help="encrypt everything with the current key, while people work"
    )
    rotation.set_defaults(run=rotate)
    removal = wishes.add_parser("remove", help="remove a key that no value needs")
    removal.add_argument("key", help="its id, as list shows it")
    removal.set_defaults(run=remove)
    loss = wishes.add_parser("give-up", help="erase what a lost key has encrypted")
    loss.add_argument("key", help="id of the lost key, as list shows it")
    loss.set_defaults(run=give_up)


def make(_options: Namespace, office: Office) -> None:
    """Make a key."""
    key = office.keys.add(office.clock.written_at())
    say(f"Đã tạo khóa {key.id} trong {office.keys.path}")
    say("Chép tệp khóa đến nơi cất giữ, tách khỏi bản sao lưu: mất khóa là mất dữ liệu cá nhân.")


def show_list(_options: Namespace, office: Office) -> None:
    """Print the keys, the newest last."""
    known = office.keys.keys()
    with office.database.reading() as tx:
        used = values_by_key(tx, office.keys)
    say_table(
        (
            key.id,
            f"tạo {full_instant(key.created_at)}",
            f"{count(used[key.id])} giá trị",
            "đang dùng" if key == known.current else "" if used[key.id] else "có thể gỡ",
        )
        for key in known.by_id.values()
    )
    for key_id in used.keys() - known.by_id.keys() - {""}:
        say(f"{key_id}  THIẾU: {count(used[key_id])} giá trị không đọc được")


def rotate(_options: Namespace, office: Office) -> None:
    """Encrypt with the current key whatever is not, saying how far it is."""
    with office.database.reading() as tx:
        total = waiting(tx, office.keys)

    def say_progress(done: int) -> None:
        say(f"Đã mã hóa lại {count(done)} / {count(total)} dòng")

    done = reseal(office.database, office.keys, told_every(SAID_EVERY, say_progress))
    current = office.keys.keys().current
    say(f"Xong: {count(done.rows)} dòng nay dùng khóa {current.id}")
    with office.database.reading() as tx:
        used = values_by_key(tx, office.keys)
    for key_id in office.keys.keys().by_id:
        if key_id != current.id and not used[key_id]:
            say(
                f"Không còn gì trong cơ sở dữ liệu dùng khóa {key_id}; bản sao lưu cũ thì còn."
                f" Gỡ khi không cần các bản đó nữa: donthu keys remove {key_id}"
            )


def remove(options: Namespace, office: Office) -> None:
    """Remove one key."""
    remove_key(office.database, office.keys, options.key)
    say(f"Đã gỡ khóa {options.key}. Bản sao lưu dùng khóa này không đọc được nữa.")


def give_up(options: Namespace, office: Office) -> None:
    """Erase the values of one lost key."""
    with office.database.writing() as tx:
        erased = give_up_values(tx, office, options.key)
    say(f"Đã bỏ {count(erased)} giá trị mã hóa bằng khóa {options.key}.")
