"""Puts recognition together: the lexicon with lemmas, and the second stage, trained once for what the knowledge base holds."""

from __future__ import annotations

import hashlib
import json
import os
import weakref
from pathlib import Path

import numpy as np

from bot.consult.network import Alphabet, Network, Weights
from bot.consult.recognise import Recogniser
from bot.nlu.lemmas import is_known, lemmatise
from kb.examples import load_consultations, load_examples
from kb.lexicon import Lexicon, load_lexicon
from kb.loader import DATA

LEXICON_FILE, NETWORK_FILE = "lexicon.json", "network.npz"
_in_use: weakref.WeakSet[Recogniser] = weakref.WeakSet()
_VAR = Path(__file__).resolve().parents[2] / "var"


def build(lexicon: Lexicon, network: Network | None) -> Recogniser:
    """When called, this will compile a recogniser."""
    made = Recogniser(lexicon, lemmatise, is_known, network=network)
    _in_use.add(made)
    return made


def forget() -> None:
    """When called, this will let every recogniser drop the words that it looked up."""
    for recogniser in list(_in_use):
        recogniser.forget()


def phrases(data: Path = DATA) -> Recogniser:
    """When called, this will make the recogniser of a directory of knowledge without its second stage, for which nothing is learned."""
    return build(load_lexicon(data / "recognition"), None)


def train(data: Path = DATA) -> Recogniser:
    """When called, this will make the recogniser for what a directory of knowledge holds now; what was trained before is used again."""
    lexicon = load_lexicon(data / "recognition")
    file = _remembered(lexicon, data)
    if not file.is_file():
        from bot.nlu.network_training import train as train_network

        examples, texts = load_examples(data / "examples"), load_consultations(data / "examples")
        save_network(train_network(examples, texts, build(lexicon, None).read), file)
    return build(lexicon, load_network(file))


def save(recogniser: Recogniser, directory: Path) -> None:
    """When called, this will write a recogniser to a directory."""
    lexicon = json.dumps(recogniser.lexicon.to_json(), ensure_ascii=False)
    (directory / LEXICON_FILE).write_text(lexicon, encoding="utf-8")
    if recogniser.network is not None:
        save_network(recogniser.network, directory / NETWORK_FILE)


def load(directory: Path) -> Recogniser:
    """When called, this will read a recogniser back."""
    lexicon = Lexicon.from_json(json.loads((directory / LEXICON_FILE).read_text(encoding="utf-8")))
    file = directory / NETWORK_FILE
    return build(lexicon, load_network(file) if file.is_file() else None)


def save_network(network: Network, file: Path) -> None:
    """When called, this will write the second stage to a file, in one move, with weights of half the digits."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new.npz")
    weights = network.weights
    layers = {name: array for i, layer in enumerate(weights.layers) for name, array in zip((f"kernel{i}", f"bias{i}"), layer, strict=True)}
    arrays = {"embedding": weights.embedding, **layers, "output": weights.output, "bias": weights.bias}
    np.savez_compressed(
        new,
        labels=np.array(network.labels),
        pieces=np.array(network.alphabet.pieces),
        **{name: array.astype(np.float16) for name, array in arrays.items()},
    )
    new.replace(file)


def load_network(file: Path) -> Network:
    """When called, this will read the second stage back."""
    with np.load(file, allow_pickle=False) as data:
        arrays = {name: data[name].astype(np.float32) for name in data.files if name not in ("labels", "pieces")}
        layers = tuple((arrays[f"kernel{i}"], arrays[f"bias{i}"]) for i in range(sum(name.startswith("kernel") for name in arrays)))
        weights = Weights(arrays["embedding"], layers, arrays["output"], arrays["bias"])
        return Network(data["labels"].tolist(), Alphabet(data["pieces"].tolist()), weights)


def fingerprint() -> str:
    """When called, this will identify all that recognition rests on, apart from its code."""
    return hashlib.sha256(json.dumps([load_lexicon(DATA / "recognition").to_json(), lessons(DATA)]).encode()).hexdigest()


def lessons(data: Path) -> list[object]:
    """When called, this will give as plain values what the second stage learns from."""
    clauses = [[e.text, e.indicators, e.shows.value] for e in load_examples(data / "examples")]
    return [clauses, [[c.text, dict(c.present), dict(c.absent), c.minor] for c in load_consultations(data / "examples")]]


def _remembered(lexicon: Lexicon, data: Path) -> Path:
    """Return where the second stage is kept that was trained on the examples of now, by the code of now."""
    code = [Path(__file__).with_name("network_training.py"), Path(__file__).parents[1] / "consult" / "network.py"]
    digest = hashlib.sha256(json.dumps([lessons(data), dict(lexicon.spelling), lexicon.settings.get("abbreviations")]).encode())
    for source in code:
        digest.update(source.read_bytes())
    var = Path(os.environ.get("SIGNAALWIJZER_VAR") or _VAR)
    return var / "recognition" / f"{digest.hexdigest()[:16]}.npz"
