"""Reads a Holdfast repository in a directory, with nothing of Holdfast's: docs/repository-format.md, executed.

    holdfast_read.py REPOSITORY                     lists the backups, newest first
    holdfast_read.py REPOSITORY INSTANCE/NAME OUT   extracts one into the new folder OUT, verifying everything

Needs Python 3.9 and, for zstd, the package 'zstandard' or the command 'zstd'.
"""
import gzip, hashlib, json, pathlib, struct, subprocess, sys, urllib.parse

def require(holds, message):
    holds or sys.exit(message)

def unzstd(data):
    try:
        import zstandard
        return zstandard.ZstdDecompressor().decompressobj().decompress(data)
    except ImportError:
        return subprocess.run(["zstd", "-dcq"], input=data, stdout=subprocess.PIPE, check=True).stdout

def backups(root):
    marker = json.loads((root / "holdfast.json").read_text("utf-8"))
    require(marker["format"] in (1, 2), f"{root}: a newer format")
    for path in sorted(root.glob("backups/*/*/manifest.json"), key=lambda path: path.parent.name, reverse=True):
        manifest = json.loads(path.read_text("utf-8"))
        header, backup = manifest["header"], manifest["header"]["backup"]
        stamp = backup["startedAt"].replace("-", "").replace(":", "")
        require(header["format"] in (1, 2, 3), f"{path}: a newer format")
        require(header["repositoryId"] == marker["id"], f"{path}: of another repository")
        require(path.parts[-3:-1] == (backup["instance"], f"{stamp}-{backup['name']}"), f"{path}: of another backup")
        yield f"{backup['instance']}/{backup['name']}", path.parent, manifest

def plain(folder, item):
    path = folder / item["key"]
    require(path.is_file(), f"{path}: missing")
    data = path.read_bytes()
    require(len(data) == item["length"], f"{path}: {len(data)} bytes, not {item['length']}")
    require(hashlib.sha256(data).hexdigest() == item["sha256"], f"{path}: another SHA-256")
    data = {"zstd": unzstd, "gzip": gzip.decompress, "none": bytes}[item.get("compression", "zstd")](data)
    require(len(data) == item["plainLength"], f"{path}: {len(data)} plain bytes, not {item['plainLength']}")
    return data

def content(data):
    count, total, at = 0, 0, 0
    while at < len(data):
        (size,) = struct.unpack_from("<i", data, at)
        total += int.from_bytes(hashlib.sha256(data[at : at + size]).digest(), "big")
        count, at = count + 1, at + size
    return {"documents": count, "digest": f"{total % 2**256:064x}"}

def extract(folder, manifest, out):
    require(not manifest["header"].get("encryption"), f"{folder}: encrypted, so not without Holdfast and the key")
    for part in manifest["replicaSets"]:
        for entry in part["collections"]:
            name = entry["namespace"]
            stem = out / name["database"] / urllib.parse.quote_plus(name["collection"], safe="~")
            stem.parent.mkdir(parents=True, exist_ok=True)
            stem.with_name(stem.name + ".metadata.bson").write_bytes(plain(folder, entry["metadata"]))
            buckets = "system.buckets." if entry["kind"] == "time_series" else ""
            with open(stem.with_name(buckets + stem.name + ".bson"), "xb") as file:
                for chunk in entry["chunks"]:
                    data = plain(folder, chunk["object"])
                    require(content(data) == chunk["content"], f"{chunk['object']['key']}: other documents")
                    file.write(data)
        (out / "oplog.bson").write_bytes(b"".join(plain(folder, item) for item in part["oplog"]))

require(len(sys.argv) in (2, 4), __doc__)
for name, folder, manifest in backups(pathlib.Path(sys.argv[1])):
    if len(sys.argv) == 2:
        print(name, manifest["header"]["completedAt"], manifest["header"]["documents"], "documents")
    elif name == sys.argv[2]:
        sys.exit(extract(folder, manifest, pathlib.Path(sys.argv[3])))
require(len(sys.argv) == 2, f"no backup {sys.argv[-2]}")
