"""Fails when a test was skipped for want of a server that CI has installed, or failed.

Reads the reports of Surefire and Failsafe. A skipped test says why; the reason names the server
("needs a real Temporal dev server"), which is what is looked for here.
"""

import pathlib
import sys
import xml.etree.ElementTree as ElementTree

SERVERS = {
    "azurite": "needs a real Azurite",
    "minio": "needs a real MinIO",
    "python3": "needs a real Python 3",
    "temporal": "needs a real Temporal dev server",
    "versitygw": "needs a real versitygw",
}


def main(wanted: list[str]) -> int:
    reasons = [SERVERS[name] for name in wanted]
    tests = 0
    failed = 0
    skipped = []
    bad = []
    for report in pathlib.Path(".").glob("*/target/*-reports/TEST-*.xml"):
        for case in ElementTree.parse(report).getroot().iter("testcase"):
            tests += 1
            failed += any(case.find(end) is not None for end in ("failure", "error"))
            skip = case.find("skipped")
            if skip is None:
                continue
            why = (skip.get("message") or "") + (skip.text or "")
            name = f"{case.get('classname')}.{case.get('name')}"
            skipped.append(f"{name}: {why.strip().splitlines()[0] if why.strip() else '?'}")
            if any(reason in why for reason in reasons):
                bad.append(name)
    for line in skipped:
        print("skipped:", line)
    for name in bad:
        print("NOT ALLOWED TO SKIP:", name)
    passed = tests - failed - len(skipped)
    print(f"{passed} passed, {failed} failed, {len(skipped)} skipped")
    return 1 if bad or failed or tests == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
