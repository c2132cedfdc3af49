"""Study mode: the study itself, page by page, every field changed in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from workbench.model.criterion import ROOT, Group
from workbench.tui.modes.listed import ListedScreen
from workbench.tui.screens.note import NoteEditor
from workbench.tui.text.fitting import one_line
from workbench.tui.widgets.command_line import CommandLine
from workbench.tui.widgets.entry_list import EntryList
from workbench.tui.widgets.listing import Words
from workbench.tui.widgets.page_line import PageLine
from workbench.tui.widgets.status import Status
from workbench.usecases.editing.study_edits import added, edited, moved_record, removed_record
from workbench.usecases.editing.study_entries import ADDED, SECTIONS, page
from workbench.usecases.pages.checklist import checklist, checklist_finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from workbench.usecases.editing.prepared import Prepared
    from workbench.usecases.editing.study_entries import Entry
    from workbench.usecases.session import Session

LEGEND = """\
▸ ▾   a record, closed and open        –   nothing is given
✓     done                             ✗   missing        ○   to be judged by people"""
PURPOSES = {
    "question": "What is to be decided, for whom, what every output says, and the states in which options are scored.",
    "sides": "The sides whose gains and burdens are set against each other; an analyst can stand on one.",
    "options": "What is compared. a adds an option, A a set of options that can be compared by itself.",
    "criteria": "What options are scored on. a adds a criterion, A a group, P a profile of criteria that count, "
                "C proportionality between sides.",
    "analysts": "Who scores, on which side, which cells; rounds in which each scores apart.",
    "settings": "Whose judgement and which weights count, and what is called firm, rough or separable.",
    "evidence": "Documents and their passages. a adds a document, A a passage, P a gate: what an option must reach.",
    "files": "Where the study is kept, and what can be written from it or taken in. Enter begins the line.",
    "history": "Who changed what and when, the latest first; u takes back your latest change.",
}  # fmt: skip
"""What each page is for, and what can be added there; the checklist's own finding stands in its place."""
READ = {
    "analysts": "A round is opened, revealed and closed by the lines above it.",
    "files": "{} is told here, not changed; lines that begin with : are run.",
    "checklist": "A step is done once its checks are; they are looked up in the study.",
    "history": "What was done stays written; u takes back your latest change.",
}
"""What Enter says, by page, on a row that is only read."""
NAMES = {"option-set": "set of options", "evidence": "passage (a quotation)", "gate": "gate: ID >= 25 REASON",
         "computed": "proportionality, computed", "state": "state: what exactly is scored in it"}  # fmt: skip


class StudyScreen(ListedScreen):
    """Where the study itself is written."""

    name_of_mode: ClassVar[str] = "study"
    DEFAULT_CSS: ClassVar[str] = """
    StudyScreen Words { height: 5; }
    StudyScreen .finding { height: 2; }
    StudyScreen.-wide .finding { height: 1; }
    StudyScreen.-low Words { height: 3; }
    StudyScreen.-low .finding { height: 1; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.section = SECTIONS[0][0]
        self.list = EntryList(self.moved)
        self.wanted = ""
        self._adding = ""

    def body(self) -> Iterable[Widget]:
        """Return the names of the pages, what the page is for, the page, and what is known of the entry."""
        names = [name for name, _ in SECTIONS]
        titles = [title for _, title in SECTIONS]
        yield PageLine(
            titles,
            lambda: names.index(self.section),
            lambda place: self.action_show_section(names[place]),
            numbered=False,
        )
        yield Words(self._head, "finding")
        yield self.list
        yield Words(self.sentences)

    def on_mount(self) -> None:
        """Begin with the question."""
        self.renew()

    def renew(self) -> None:
        """Read the page again and show it."""
        entries = page(self.session, self.section, self.list.opened)
        words = self.wanted.casefold().split()
        if words:
            entries = tuple(
                each for each in entries if all(word in f"{each.label} {each.value} {each.help}".casefold()
                                                for word in words)
            )  # fmt: skip
        self.list.entries = entries
        self.list.empty = self._empty()
        self.redraw()
        for line in self.query(PageLine):
            line.redraw()

    def _empty(self) -> str:
        """Return what an empty page says."""
        if self.wanted:
            return f"Nothing here has “{self.wanted}” in it."
        return f"There is nothing here yet{': a adds it' if self.section in ADDED else ''}."

    def _head(self) -> list[tuple[str, str]]:
        if self.wanted:
            return [("strong", f"Only with “{self.wanted}”: f and an empty line show all.")]
        if self.section == "checklist":
            return [("strong", checklist_finding(checklist(self.session.whole, self.session.view)))]
        return [("strong", PURPOSES[self.section])]

    @property
    def idle(self) -> tuple[str, ...]:
        """The actions that have nothing to do on this page: the bottom line leaves them out."""
        return () if self.section in ADDED else ("add", "remove")

    @property
    def listing(self) -> EntryList:
        """The page's entries."""
        return self.list

    def sentences(self) -> list[tuple[str, str]]:
        """Return what is known of the entry under the cursor."""
        entry = self.list.entry
        if entry is None:
            return []
        said = [("strong", f"{entry.label}: {entry.value}" if entry.value else entry.label)]
        if entry.help and entry.kind != "record":
            said.append(("", entry.help))
        if entry.choices and entry.kind in {"choice", "relation", "ids"}:
            said.append(("dim", f"One of: {', '.join(entry.choices)}"))
        return said

    def legend(self) -> str:
        """Return what the marks mean."""
        return LEGEND

    # Changing

    def action_change(self) -> None:
        """Open the record, change the field, or run the line."""
        entry = self.list.entry
        if entry is None:
            return
        if entry.kind == "record":
            self.list.opened ^= {entry.key}
            self.renew()
        elif entry.kind == "command":
            self.query_one(CommandLine).ask("command", "", entry.text)
        elif entry.kind == "long":
            self._write(entry)
        elif entry.key:
            words = f"{entry.label}{f': {entry.help}' if entry.help else ''}"
            self.query_one(CommandLine).ask("field", words, entry.text, entry.choices, anew=bool(entry.choices))
        else:
            self.say(entry.help if entry.mark else READ[self.section].format(entry.label))

    def _write(self, entry: Entry) -> None:
        title = entry.record_label or self.session.study.title

        def keep(text: str) -> str:
            return self.make(lambda: edited(self.session, entry, text))

        self.app.push_screen(NoteEditor(title, entry.text, keep, what=entry.label))

    def on_command_line_given(self, event: CommandLine.Given) -> None:
        """Take what was asked for."""
        entry = self.list.entry
        if event.purpose == "field" and entry is not None:
            event.stop()
            self.make(lambda: edited(self.session, entry, event.text))
        elif event.purpose == "add" and event.text.strip():
            event.stop()
            self._add(event.text)
        elif event.purpose == "filter":
            event.stop()
            self.wanted = event.text.strip()
            self.renew()

    def action_add(self, which: int) -> None:
        """Ask for the name of what is added."""
        kinds = ADDED.get(self.section, ())
        if which >= len(kinds):
            self.say("This page has nothing of that kind to add.")
            return
        self._adding = kinds[which]
        within = self._under() if self._adding in {"criterion", "group", "computed"} else ""
        group = self.session.whole.criterion.get(within)
        where = f", in {one_line(group.brief)}" if group is not None else ""
        self.query_one(CommandLine).ask("add", f"Name of the new {NAMES.get(self._adding, self._adding)}{where}")

    def _add(self, text: str) -> None:
        """Add a record, and put the cursor on it."""
        made = ""

        def prepare() -> Prepared:
            nonlocal made
            found = added(self.session, self._adding, text, self._under())
            keys = [each.key for each in found.changes.changes if each.old is None and "order/" not in each.key]
            made = keys[0] if keys else ""
            return found

        def go() -> None:
            self.renew()
            keys = [each.key if each.kind == "record" else "" for each in self.list.entries]
            if made in keys:
                self.list.go(keys.index(made))

        self.make(prepare, go)

    def _under(self) -> str:
        """Return the group or document under which something new goes: a group beside the one under the cursor."""
        entry = self.list.entry
        kind, _, name = (entry.key if entry else "").partition("/")
        study = self.session.whole
        if kind == "criterion" and name in study.criterion:
            node = study.criterion[name]
            return name if isinstance(node, Group) and self._adding != "group" else node.parent
        if self.section == "evidence":
            passage = next((each.document for each in study.evidence if f"evidence/{each.id}" == f"{kind}/{name}"), "")
            return passage or (name if kind == "document" else study.documents[0].id if study.documents else "")
        return ROOT

    def action_remove(self) -> None:
        """Remove the record, saying first what goes with it."""
        entry = self.list.entry
        if self.section not in ADDED:
            self.say("There is nothing to remove on this page.")
        elif entry is None or entry.kind != "record":
            self.say("Only a record can be removed; an empty text takes a field away.")
        else:
            self.make(lambda: removed_record(self.session, entry.key))

    def action_reorder(self, step: int) -> None:
        """Move the record among its like."""
        entry = self.list.entry
        if entry is None or entry.kind != "record":
            return
        self.make(lambda: moved_record(self.session, entry.key, step))
        keys = [each.key if each.kind == "record" else "" for each in self.list.entries]
        self.list.go(keys.index(entry.key))

    # Going about

    def action_section(self, step: int) -> None:
        """Show the next or the previous page."""
        names = [name for name, _ in SECTIONS]
        self.action_show_section(names[(names.index(self.section) + step) % len(names)])

    def action_show_section(self, name: str) -> None:
        """Show a page."""
        self.section, self.wanted = name, ""
        self.list.at = self.list.top = 0
        self.say("")
        self.query_one(Status).redraw()
        self.renew()

    def action_filter(self) -> None:
        """Ask for words."""
        self.query_one(CommandLine).ask("filter", "Words that are in it; nothing shows all", self.wanted)
