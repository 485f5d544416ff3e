"""Takes a key out of the file once nothing needs it."""

from cases.database import Database
from cases.key_rotation.sealed_rows import values_by_key
from cases.sealed.keys import KeyFile, KeysError


def remove_key(database: Database, keys: KeyFile, key_id: str) -> None:
    """Remove a key for ever. Backups made before its last use cannot be read without it.

    Raises:
        KeyUnknownError: It is not in the file.
        KeysError: It is the current one, or values need it.
    """
    key = keys.key(key_id)
    if key == keys.keys().current:
        message = f"{key_id} là khóa đang dùng: tạo khóa mới rồi mã hóa lại trước."
        raise KeysError(message)
    with database.reading() as tx:
        count = values_by_key(tx, keys)[key_id]
    if count:
        message = f"Còn {count} giá trị dùng khóa {key_id}. Chạy: donthu keys rotate"
        raise KeysError(message)
    keys.remove(key_id)
