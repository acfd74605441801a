"""Downloads the pinned oneDNN wheels and unpacks what a build needs into a folder.

    python fetch_onednn.py DEST      makes DEST/include, DEST/lib/libdnnl.so.3, DEST/licenses

Does nothing when DEST is complete. Needs pip in the Python that runs it. The folder appears whole or not at all.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

REQUIREMENTS = Path(__file__).with_name("onednn.txt")


def place_of(member: str) -> PurePosixPath | None:
    """Where a wheel's member goes below DEST, or None when a build does not need it."""
    path = PurePosixPath(member)
    if "/data/include/" in member:
        return PurePosixPath("include", member.split("/data/include/", 1)[1])
    if member.endswith("/data/lib/libdnnl.so.3"):
        return PurePosixPath("lib", path.name)
    if path.name in ("LICENSE", "THIRD-PARTY-PROGRAMS"):
        return PurePosixPath("licenses", path.name)
    return None


def unpack(wheel: Path, dest: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.namelist():
            place = place_of(member)
            if place is None:
                continue
            target = dest / place
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as source, open(target, "wb") as out:
                shutil.copyfileobj(source, out)


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    dest = Path(sys.argv[1]).resolve()
    stamp = dest / "pinned.txt"
    if stamp.is_file() and stamp.read_text() == REQUIREMENTS.read_text():
        return 0
    dest.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=dest.parent) as scratch:
        wheels, tree = Path(scratch, "wheels"), Path(scratch, "tree")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        command += ["--no-deps", "--only-binary", ":all:", "--require-hashes"]
        command += ["--requirement", str(REQUIREMENTS), "--dest", str(wheels)]
        if subprocess.run(command).returncode != 0:
            print("fetch_onednn.py: pip could not download the pinned oneDNN wheels (see above).", file=sys.stderr)
            return 1
        for wheel in sorted(wheels.glob("*.whl")):
            unpack(wheel, tree)
        library = tree / "lib" / "libdnnl.so.3"
        if strip := shutil.which("strip"):
            subprocess.run([strip, "--strip-unneeded", str(library)], check=True)
        os.chmod(library, 0o755)
        (tree / "lib" / "libdnnl.so").symlink_to(library.name)
        (tree / stamp.name).write_text(REQUIREMENTS.read_text())
        shutil.rmtree(dest, ignore_errors=True)
        tree.rename(dest)
    return 0


if __name__ == "__main__":
    sys.exit(main())
