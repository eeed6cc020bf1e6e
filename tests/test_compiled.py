"""The rules compiled by `make compiled` say of every article what they say as Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
_COMPILER = (sysconfig.get_config_var("CC") or "cc").split()[0]

#: Prints from where the linker was loaded, then every fact and leftover of the articles named.
_PROGRAM = """
import sys
from pipeline import Document
from pipeline.extract import read_facts
from pipeline.readers import read
link = sys.modules["pipeline.linking.link"]
print(link.__file__)
for path in sys.argv[1:]:
    for document in read(path):
        print(read_facts(document))
"""


@pytest.fixture(scope="module")
def compiled(tmp_path_factory) -> Path:
    """The package with its rules compiled, without optimising what is only to be compared."""
    if shutil.which(_COMPILER) is None:
        pytest.skip(f"there is no C compiler ({_COMPILER}) to compile the rules with")
    folder = tmp_path_factory.mktemp("compiled")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    environment = {**os.environ, "NEWSFACTS_COMPILE": "0"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    zipfile.ZipFile(next(folder.glob("newsfacts-*.whl"))).extractall(folder / "site")
    return folder / "site"


def _said(package: Path, articles: list[Path]) -> tuple[str, str]:
    """The linker's file and what it says of the articles, read with the package in `package`."""
    command = [sys.executable, "-P", "-c", _PROGRAM, *map(str, articles)]
    environment = {**os.environ, "PYTHONPATH": str(package)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    linker, _, said = done.stdout.partition("\n")
    return linker, said


def test_compiled_rules_say_the_same(compiled):
    gold = (ROOT / "tests" / "gold").rglob("*")
    articles = [*sorted((ROOT / "seeds").glob("*.txt")), *sorted(p for p in gold if p.suffix in {".txt", ".md"})]
    linker, said = _said(compiled, articles)
    plain, expected = _said(ROOT, articles)
    assert (Path(linker).suffix, Path(plain).suffix) in {(".so", ".py"), (".pyd", ".py")}
    assert said.count("Fact(") > 7000
    assert said == expected
