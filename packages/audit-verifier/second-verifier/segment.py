"""The entries of one segment beside its heads."""

import canonical_json
from forms import ENTRY, ID, ZEROS, has_fields, is_hash, is_sequence, is_text, is_time, lines_of, sha256


class Segment:
    def __init__(self, verifier, segment, heads):
        self.verifier = verifier
        self.file = f"entries-{segment:06}.jsonl"
        self.heads = list(reversed(heads))
        self.first = self.greatest = ""
        self.subjects = 0
        self.subject, self.sequence, self.hash, self.at = "", 0, ZEROS, ""
        self.after_gap = self.joined = self.said_unanchored = False
        self.line = 0
        anchors = verifier.anchors
        self.last_anchor_end = anchors[max(anchors)]["to"] if anchors else ""

    def check(self):
        for self.line, (text, whole) in enumerate(lines_of(self.verifier.read(self.file) or b""), 1):
            entry = self.parse(text) if whole else None
            if entry is None:
                self.verifier.error("ENTRY_MALFORMED", file=self.file, line=self.line)
                self.after_gap = True
            else:
                self.check_entry(*entry)
        self.end_subject()
        self.miss_subjects_before("~")

    @staticmethod
    def parse(line):
        match = ENTRY.fullmatch(line)
        if match is None:
            return None
        try:
            entry = canonical_json.read(match[1])
        except canonical_json.NotCanonical:
            return None
        checks = {"subjectId": is_text(ID), "sequence": is_sequence, "at": is_time, "previousHash": is_hash}
        if not isinstance(entry, dict) or not all(check(entry.get(name)) for name, check in checks.items()):
            return None
        return entry, match[1], match[2].decode()

    def wrong(self, code, entry, **more):
        place = {"file": self.file, "line": self.line, "subjectId": entry["subjectId"], "sequence": entry["sequence"]}
        self.verifier.error(code, **place, **more)

    def check_entry(self, entry, text, recorded):
        if sha256(text) != recorded:
            self.wrong("ENTRY_HASH", entry)
        if entry["subjectId"] != self.subject:
            self.begin_subject(entry)
        else:
            if not self.after_gap:
                self.continue_from(self.sequence, self.hash, entry)
            if entry["at"] < self.at:
                self.wrong("TIME_BACKWARDS", entry)
        if self.joined:
            self.compare_with_heads(entry, recorded)
        self.sequence, self.hash, self.at = entry["sequence"], recorded, entry["at"]
        self.after_gap = False

    def begin_subject(self, entry):
        subject = entry["subjectId"]
        self.end_subject()
        self.joined = subject > self.greatest
        if self.joined:
            self.miss_subjects_before(subject)
            self.greatest = subject
            self.subjects += 1
        else:
            self.wrong("SUBJECT_ORDER", entry)
        self.first = self.first or subject
        self.subject = subject
        self.said_unanchored = False
        if not self.after_gap:
            self.continue_from(0, ZEROS, entry)

    def continue_from(self, sequence, previous_hash, entry):
        if entry["sequence"] > sequence + 1:
            self.wrong("SEQUENCE_GAP", entry)
        elif entry["sequence"] <= sequence:
            self.wrong("SEQUENCE_REPEATED", entry)
        elif entry["previousHash"] != previous_hash:
            self.wrong("CHAIN_BROKEN", entry)

    def head(self):
        """The next head of the subject at hand."""
        return self.heads[-1] if self.heads and self.heads[-1]["subjectId"] == self.subject else None

    def compare_with_heads(self, entry, recorded):
        self.pass_over_lost(entry)
        while self.head() and self.head()["sequence"] < entry["sequence"]:
            self.miss_entries()
        head = self.head()
        if head is None:
            self.verifier.unanchored += 1
            if not self.said_unanchored:
                self.said_unanchored = True
                self.verifier.notice(
                    "UNANCHORED",
                    file=self.file,
                    line=self.line,
                    subjectId=self.subject,
                    sequence=entry["sequence"],
                )
            if entry["at"] < self.last_anchor_end:
                self.wrong("TIME_OUTSIDE_INTERVAL", entry)
            return
        anchor = self.verifier.anchors[head["anchor"]]
        if not anchor["from"] <= entry["at"] < anchor["to"]:
            self.wrong("TIME_OUTSIDE_INTERVAL", entry, anchor=head["anchor"])
        if head["sequence"] == entry["sequence"]:
            if head["hash"] != recorded:
                self.wrong("HEAD_MISMATCH", entry, anchor=head["anchor"])
            self.heads.pop()

    def pass_over_lost(self, entry):
        after = entry.get("after")
        lost = after.get("lostHead") if entry.get("action") == "RESTORED" and isinstance(after, dict) else None
        if not has_fields(hash=is_hash, sequence=is_sequence)(lost):
            return
        while self.head() and self.head()["sequence"] >= entry["sequence"]:
            head = self.heads.pop()
            place = {"subjectId": self.subject, "sequence": head["sequence"], "anchor": head["anchor"]}
            self.verifier.notice("RESTORED", file=self.file, line=self.line, **place)
            if (head["sequence"], head["hash"]) == (lost["sequence"], lost["hash"]):
                return
        self.wrong("RESTORED_HEAD_UNKNOWN", entry)

    def end_subject(self):
        while self.joined and self.head():
            self.miss_entries()

    def miss_entries(self):
        head = self.heads.pop()
        place = {name: head[name] for name in ("subjectId", "sequence", "anchor")}
        self.verifier.error("ENTRIES_MISSING", file=self.file, line=self.line, **place)

    def miss_subjects_before(self, following):
        while self.heads and self.heads[-1]["subjectId"] < following:
            head = self.heads[-1]
            place = {name: head[name] for name in ("subjectId", "sequence", "anchor")}
            self.verifier.error("SUBJECT_MISSING", file=self.file, **place)
            while self.heads and self.heads[-1]["subjectId"] == head["subjectId"]:
                self.heads.pop()
