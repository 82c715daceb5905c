"""A second verifier of an export of the audit trail, written from docs/audit-format.md in another language.

It is there to hold the first one, and the page, to their word: it reads files whole and is in no hurry.

    python3 second_verifier.py <folder> <trusted key> [<number>:<root of the expected anchor>]
    python3 second_verifier.py --batch < cases.jsonl

A case of the batch is {"folder", "trustedKeys", "expectedAnchor"}; each line of the answer is a report.
"""

import hashlib
import json
import os
import sys

import ed25519
from forms import (
    GREATEST_SEQUENCE,
    HEAD,
    MOST_ANCHORS,
    MOST_SEGMENTS,
    ZEROS,
    is_anchor,
    is_manifest,
    lines_of,
    merkle_root,
    sha256,
    unseal,
)
from segment import Segment


class Verifier:
    def __init__(self, folder, trusted_keys, expected_anchor):
        self.folder = folder
        self.trusted = set(trusted_keys)
        self.expected = expected_anchor
        self.errors = []
        self.notices = []
        self.unanchored = 0
        self.anchors = {}
        self.manifest = None

    def error(self, code, **place):
        self.errors.append({"code": code, **place})

    def notice(self, code, **place):
        self.notices.append({"code": code, **place})

    def read(self, name):
        path = os.path.join(self.folder, name)
        if not os.path.isfile(path):
            return None
        with open(path, "rb") as file:
            return file.read()

    def run(self):
        signed = self.read_manifest()
        if signed is None:
            self.error("MANIFEST_MALFORMED", file="manifest.json")
        else:
            statement, self.manifest, signature = signed
            self.check_signature(
                self.manifest["keyId"],
                "thidua-audit-export/1:" + sha256(statement),
                signature,
                "MANIFEST_SIGNATURE",
                file="manifest.json",
            )
            self.check_files()
            self.check_anchors()
            segments = range(1, (len(self.manifest["files"]) - 1) // 2 + 1)
            heads = [self.read_heads(segment) for segment in segments]
            self.check_heads(heads)
            self.check_entries([Segment(self, segment, heads[segment - 1]) for segment in segments])
        return self.report()

    def report(self):
        anchored = self.unanchored == 0 and self.manifest is not None and self.manifest["lastAnchor"] is not None
        verdict = "INVALID" if self.errors else "VALID" if anchored else "UNANCHORED"
        return {"verdict": verdict, "unanchored": self.unanchored, "errors": self.errors, "notices": self.notices}

    def read_manifest(self):
        lines = lines_of(self.read("manifest.json") or b"")
        if len(lines) != 1 or not lines[0][1]:
            return None
        sealed = unseal(lines[0][0], b"manifest", is_manifest)
        return sealed if sealed and self.is_consistent(sealed[1]) else None

    @staticmethod
    def is_consistent(manifest):
        files, keys, last = manifest["files"], manifest["keys"], manifest["lastAnchor"]
        segments = (len(files) - 1) // 2
        names = ["anchors.jsonl"]
        for segment in range(1, segments + 1):
            names += [f"heads-{segment:06}.jsonl", f"entries-{segment:06}.jsonl"]
        ids = [key["keyId"] for key in keys]
        return (
            segments <= MOST_SEGMENTS
            and [file["name"] for file in files] == names
            and files[0]["lines"] == manifest["anchors"]
            and sum(file["lines"] for file in files[2::2]) == manifest["entries"]
            and (last is None) == (manifest["anchors"] == 0)
            and (last is None or last["number"] == manifest["anchors"])
            and all(before < after for before, after in zip(ids, ids[1:]))
            and all(sha256(bytes.fromhex(key["publicKey"])) == key["keyId"] for key in keys)
        )

    def check_signature(self, key_id, signed, signature, code, **place):
        key = next((key["publicKey"] for key in self.manifest["keys"] if key["keyId"] == key_id), None)
        if key is None:
            self.error("KEY_UNKNOWN", **place, keyId=key_id)
            return
        if key_id not in self.trusted:
            self.error("KEY_UNTRUSTED", **place, keyId=key_id)
        if not ed25519.verify(bytes.fromhex(key), signed.encode(), signature):
            self.error(code, **place)

    def check_files(self):
        for file in self.manifest["files"]:
            content = self.read(file["name"])
            if content is None:
                self.error("FILE_MISSING", file=file["name"])
                continue
            if sha256(content) != file["sha256"] or len(content) != file["bytes"]:
                self.error("FILE_CHANGED", file=file["name"])
            if len(lines_of(content)) != file["lines"]:
                self.error("FILE_LINES", file=file["name"])

    def check_anchors(self):
        file, count = "anchors.jsonl", self.manifest["anchors"]
        previous = {"number": 0, "root": ZEROS, "to": "1970-01-01T00:00:00.000000Z"}
        for line, (text, whole) in enumerate(lines_of(self.read(file) or b""), 1):
            sealed = unseal(text, b"anchor", is_anchor) if whole else None
            if sealed is None:
                self.error("ANCHOR_MALFORMED", file=file, line=line)
                previous = None
                continue
            statement, anchor, signature = sealed
            number, root = anchor["number"], sha256(b"\x02" + statement)
            place = {"file": file, "line": line, "anchor": number}
            if anchor["service"] != self.manifest["service"]:
                self.error("ANCHOR_SERVICE", **place)
            signed = "thidua-audit-anchor/1:" + root
            self.check_signature(anchor["keyId"], signed, signature, "ANCHOR_SIGNATURE", **place)
            follows = previous is None or number == previous["number"] + 1
            if not follows or number > count:
                self.error("ANCHOR_SEQUENCE", **place)
            compared = previous if follows else None
            if compared and anchor["previousRoot"] != compared["root"]:
                self.error("ANCHOR_CHAIN", **place)
            if anchor["to"] < anchor["from"] or (compared and anchor["from"] != compared["to"]):
                self.error("ANCHOR_INTERVAL", **place)
            if number <= count:
                self.anchors.setdefault(number, {**anchor, "root": root})
            previous = {"number": number, "root": root, "to": anchor["to"]}
        self.check_wanted_anchors()

    def check_wanted_anchors(self):
        last = self.manifest["lastAnchor"]
        if last and self.root_of(last["number"]) != last["root"]:
            self.error("LAST_ANCHOR", anchor=last["number"])
        if self.expected:
            root = self.root_of(self.expected["number"])
            if root is None:
                self.error("EXPECTED_ANCHOR_MISSING", anchor=self.expected["number"])
            elif root != self.expected["root"]:
                self.error("EXPECTED_ANCHOR_DIFFERS", anchor=self.expected["number"])

    def root_of(self, number):
        return self.anchors[number]["root"] if number in self.anchors else None

    def read_heads(self, segment):
        file = f"heads-{segment:06}.jsonl"
        heads = []
        for line, (text, whole) in enumerate(lines_of(self.read(file) or b""), 1):
            match = HEAD.fullmatch(text) if whole else None
            if match is None or int(match[2]) > GREATEST_SEQUENCE or int(match[4]) > MOST_ANCHORS:
                self.error("HEAD_MALFORMED", file=file, line=line)
                continue
            subject, sequence, head_hash, anchor = match[1].decode(), int(match[2]), match[3].decode(), int(match[4])
            place = {"subjectId": subject, "sequence": sequence, "anchor": anchor}
            if heads and (subject, anchor) <= (heads[-1]["subjectId"], heads[-1]["anchor"]):
                self.error("HEAD_ORDER", file=file, line=line, **place)
            elif anchor not in self.anchors:
                self.error("HEAD_ANCHOR_UNKNOWN", file=file, line=line, **place)
            else:
                leaf = text[: text.rindex(b",")] + b"]"
                heads.append({**place, "hash": head_hash, "leaf": hashlib.sha256(b"\0" + leaf).digest(), "line": line})
        return heads

    def check_heads(self, segments):
        leaves = {number: [] for number in self.anchors}
        subjects = dict.fromkeys(self.anchors, 0)
        entries = dict.fromkeys(self.anchors, 0)
        current, sequence = "", 0
        for segment, heads in enumerate(segments, 1):
            for index, head in enumerate(heads):
                subject, anchor = head["subjectId"], head["anchor"]
                if index == 0 and subject <= current:
                    file = f"heads-{segment:06}.jsonl"
                    self.error("SEGMENT_ORDER", file=file, line=head["line"], subjectId=subject)
                leaves[anchor].append(head["leaf"])
                if subject != current:
                    current, sequence = subject, 0
                    subjects[anchor] += 1
                entries[anchor] += head["sequence"] - sequence
                sequence = head["sequence"]
        for number, anchor in self.anchors.items():
            if len(leaves[number]) != anchor["changed"] or merkle_root(leaves[number]).hex() != anchor["headsRoot"]:
                self.error("HEADS_ROOT", anchor=number)
            before = {"subjects": 0, "entries": 0} if number == 1 else self.anchors.get(number - 1)
            if before and (
                anchor["subjects"] - before["subjects"] != subjects[number]
                or anchor["entries"] - before["entries"] != entries[number]
            ):
                self.error("ANCHOR_COUNTS", anchor=number)

    def check_entries(self, segments):
        greatest, count = "", 0
        for segment in segments:
            segment.check()
            if segment.first and segment.first <= greatest:
                self.error("SEGMENT_ORDER", file=segment.file, subjectId=segment.first)
            greatest = segment.greatest or greatest
            count += segment.subjects
        if count != self.manifest["subjects"]:
            self.error("SUBJECT_COUNT", file="manifest.json")


def main(words):
    if words == ["--batch"]:
        for line in sys.stdin:
            case = json.loads(line)
            report = Verifier(case["folder"], case["trustedKeys"], case.get("expectedAnchor")).run()
            print(json.dumps(report), flush=True)
        return 0
    folder, trusted, *expected = words
    anchor = None
    if expected:
        number, _, root = expected[0].partition(":")
        anchor = {"number": int(number), "root": root}
    report = Verifier(folder, [trusted], anchor).run()
    print(json.dumps(report, indent=2))
    return {"VALID": 0, "INVALID": 1, "UNANCHORED": 2}[report["verdict"]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
