"""Who can read a study folder that is meant for a group, in words."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from workbench.store.disk import SHARED_FILE, is_shared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ENTER = 0o010, 0o001
"""What a folder must allow its group and everybody else, so that they reach what is in it."""


def readers(path: Path) -> tuple[str, ...]:
    """Return in sentences who can read a shared study folder, and what keeps others of its group from it."""
    if os.name != "posix":
        return (f"{path} is as open as the folder it stands in: this system knows no groups of this kind.",)
    group = path.stat().st_gid
    name, members = _group(group)
    others = [each for each in members if each != _user(os.geteuid())]
    if others:
        who = f"The group {name} ({', '.join(members)}) can read it and add logs of its own"
    else:
        who = f"The group {name} can read it and add logs of its own, but this machine knows no other member of it"
    sentences = [f"{who}; nobody else can read it."]
    if not others:
        sentences.append(f"To give it to another group: chgrp -R GROUP {str(path)!r}.")
    closed = [each for each in path.resolve().parents if not _lets_in(each, group)]
    sentences += [f"{each} is closed to the group {name}: they cannot reach the study in it." for each in closed]
    return tuple(sentences)


def closed_files(folder: Path) -> Iterator[str]:
    """Yield, for the owner of files in a shared folder of logs, what the group may not read."""
    if os.name != "posix":
        return
    with suppress(OSError):
        for path in sorted(folder.glob("*.jsonl")) if is_shared(folder) else ():
            facts = path.stat()
            if facts.st_uid == os.geteuid() and not facts.st_mode & SHARED_FILE & 0o040:
                yield f"log/{path.name} may not be read by the others of the group; chmod g+r lets them."


def _lets_in(folder: Path, group: int) -> bool:
    facts = folder.stat()
    of_group, of_all = _ENTER
    return bool(facts.st_mode & (of_group if facts.st_gid == group else of_all)) or not stat.S_ISDIR(facts.st_mode)


def _group(number: int) -> tuple[str, list[str]]:
    """Return a group's name and its members, as far as this machine knows them."""
    import grp
    import pwd

    try:
        entry = grp.getgrgid(number)
    except KeyError:
        return str(number), []
    primary = (user.pw_name for user in pwd.getpwall() if user.pw_gid == number)
    return entry.gr_name, sorted({*entry.gr_mem, *primary})


def _user(number: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
