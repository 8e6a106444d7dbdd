"""`flask minutes read`: JSON on stdout or in files, one line on stderr for each file that cannot be read."""

import json
import os
import subprocess
import sys

import pytest

from tests.hostile import minutes
from tracker.intake.errors import DamagedPdfError, TooManyPagesError, TooMuchTextError
from tracker.intake.messages import message


@pytest.fixture
def read(app):
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(args=["minutes", "read", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "referater"
    folder.mkdir()
    (folder / "a.txt").write_bytes(minutes.as_txt())
    (folder / "b.DOCX").write_bytes(minutes.as_docx())
    (folder / "c.json").write_text("{}")
    return folder


def titles(told):
    return [item["title"] for item in told["items"]]


def test_one_file_is_printed_as_one_object(read, folder):
    answer = read(folder / "a.txt")
    assert answer.exit_code == 0
    told = json.loads(answer.stdout)
    assert (told["body"], told["date"]) == ("Direktionen", "2022-02-08")
    assert titles(told) == ["Godkendelse af dagsorden", "Årshjul for Øst og Ærø"]


def test_a_folder_gives_one_object_a_line_with_its_files_name(read, folder):
    answer = read(folder)
    told = [json.loads(line) for line in answer.stdout.splitlines()]
    assert answer.exit_code == 0
    assert [one.pop("file") for one in told] == ["a.txt", "b.DOCX"]
    assert told[0] == told[1]


def test_with_out_each_file_is_written_by_its_name(read, folder, tmp_path):
    (folder / "a.docx").write_bytes(minutes.as_docx())
    out = tmp_path / "ud" / "json"
    answer = read(folder, "--out", out)
    assert answer.exit_code == 0
    assert answer.stdout == ""
    assert sorted(path.name for path in out.iterdir()) == ["a.json", "a.txt.json", "b.json"]
    assert titles(json.loads((out / "a.json").read_text())) == titles(json.loads((out / "b.json").read_text()))


def test_a_bad_file_is_reported_and_does_not_stop_the_others(read, folder, tmp_path):
    (folder / "aa.pdf").write_bytes(b"%PDF-1.7\n")
    answer = read(folder, tmp_path / "ingen.txt")
    assert answer.exit_code == 2
    assert len(answer.stdout.splitlines()) == 2
    complaints = answer.stderr.splitlines()
    assert len(complaints) == 2
    assert complaints[0].startswith(str(folder / "aa.pdf"))
    assert complaints[1].startswith(str(tmp_path / "ingen.txt"))


def test_a_folder_without_minutes_is_bad_input(read, tmp_path):
    answer = read(tmp_path)
    assert answer.exit_code == 2
    assert len(answer.stderr.splitlines()) == 1


def test_the_command_needs_neither_settings_nor_database(folder, tmp_path):
    env = {name: value for name, value in os.environ.items() if not name.startswith("TOVHOLDER_")}
    env["TOVHOLDER_DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/nothing"
    env["TOVHOLDER_INSTANCE"] = str(tmp_path / "instance")
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "minutes", "read", str(folder / "a.txt")]
    answer = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert titles(json.loads(answer.stdout)) == ["Godkendelse af dagsorden", "Årshjul for Øst og Ærø"]


def test_a_message_has_its_facts_in_it(app):
    assert "%" not in message(DamagedPdfError())
    assert "1.000" in message(TooManyPagesError(pages=1000, limit=500))
    assert "2.000.000" in message(TooMuchTextError(limit=2_000_000))
