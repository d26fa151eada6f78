import io
from zipfile import ZipFile

from qualcode.export.package import repack


def archive(**parts: str) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w") as new:
        for name, text in parts.items():
            new.writestr(name, text)
    return made.getvalue()


def test_parts_are_kept_or_changed_and_their_times_are_not():
    packed = repack(archive(a="satu", b="dua"), lambda name, data: data.upper() if name == "b" else data)
    with ZipFile(io.BytesIO(packed)) as opened:
        assert {entry.filename: opened.read(entry) for entry in opened.infolist()} == {"a": b"satu", "b": b"DUA"}
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
