"""Trains the second stage of recognition: on example clauses, and on whole texts with the words that show each signal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import tensorflow as tf

from bot.consult.measures import YOUNG
from bot.consult.network import MINOR, MOST_PIECES, SHARPNESS, Alphabet, Network, Weights, pieces_of
from bot.consult.text import Token
from kb.examples import Consultation, Example, Shows
from kb.lexicon import denied

_WIDTH, _CHANNELS, _REACH, _LAYERS = 96, 192, 5, 2
_EPOCHS, _BATCH, _RATE, _LAST_RATE = 15, 48, 2e-3, 0.02
_LEAST_WORDS = 3  # in fewer different words a piece is chance
_DROP_PIECE, _DROP_WORD, _DROP_INPUT, _DROP_HIDDEN = 0.15, 0.06, 0.2, 0.4
_FIRST_BIAS = -6.0
_WEIGHT_HOLDS, _WEIGHT_WORDS, _WEIGHT_OTHER_WORDS = 2.0, 0.5, 0.05
_BLOCK = 8
_SEED = 1

Read = Callable[[str], list[Token]]
Span = tuple[int, int]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Lesson:
    """A text or clause.

    Attributes:
        tokens: its words.
        holds: label -> the tokens that show it, or None where that is not known.
        unknown: labels of which nothing is known.
    """

    tokens: Sequence[Token]
    holds: Mapping[str, Span | None]
    unknown: frozenset[str] = frozenset()


def train(examples: Sequence[Example], consultations: Sequence[Consultation], read: Read) -> Network:
    """When called, this will train a network; the same for the same lessons.

    Args:
        examples: the clauses.
        consultations: the texts.
        read: cuts a text into tokens, as recognition does.
    """
    return fit(lessons_of(examples, consultations, read))


def lessons_of(examples: Sequence[Example], consultations: Sequence[Consultation], read: Read) -> list[Lesson]:
    """When called, this will make lessons of clauses and texts; of an empty one there is nothing to learn."""
    clauses = [_clause(example, read(example.text)) for example in examples]
    texts = [_text(consultation, read(consultation.text)) for consultation in consultations]
    return [lesson for lesson in (*clauses, *texts) if lesson.tokens]


def fit(lessons: Sequence[Lesson], *, epochs: int = _EPOCHS) -> Network:
    """When called, this will train a network on lessons."""
    labels = sorted({label for lesson in lessons for label in lesson.holds})
    alphabet = _alphabet(lessons)
    material = _Material(lessons, labels, alphabet)
    model = _Model(len(alphabet.pieces), len(labels))
    batches_per_epoch = -(-len(lessons) // _BATCH)
    for step, batch in enumerate(batch for epoch in range(epochs) for batch in material.batches(epoch)):
        done = step / (epochs * batches_per_epoch)
        model.learn(batch, step, rate=_RATE * min(1.0, 1.2 * (1 - done) + _LAST_RATE))
    return Network(labels, alphabet, model.weights())


def _clause(example: Example, tokens: Sequence[Token]) -> Lesson:
    """Return what a clause teaches; it is no whole text, so an age it leaves out may well be known."""
    labels = {Shows.PRESENT: example.indicators, Shows.ABSENT: tuple(map(denied, example.indicators)), Shows.NONE: ()}[example.shows]
    return Lesson(tokens, dict.fromkeys(labels), frozenset((MINOR, YOUNG)))


def _text(consultation: Consultation, tokens: Sequence[Token]) -> Lesson:
    words = {
        **consultation.present,
        **{denied(indicator): words for indicator, words in consultation.absent.items()},
        **({MINOR: consultation.minor} if consultation.minor else {}),
    }
    return Lesson(tokens, {label: _span(consultation.text, quote, tokens) for label, quote in words.items()})


def _span(text: str, quote: str, tokens: Sequence[Token]) -> Span | None:
    """Return the tokens of the words of a text."""
    start = text.find(quote)
    inside = [place for place, token in enumerate(tokens) if token.start < start + len(quote) and token.end > start]
    return (inside[0], inside[-1] + 1) if quote and inside else None


def _alphabet(lessons: Sequence[Lesson]) -> Alphabet:
    words = (words for lesson in lessons for words in {pieces_of(token) for token in lesson.tokens})
    count = Counter(piece for pieces in words for piece in set(pieces))
    return Alphabet(sorted(piece for piece, times in count.items() if times >= _LEAST_WORDS))


@dataclass(frozen=True)
class _Batch:
    """Some lessons of about one length.

    Attributes:
        pieces: the rows of the pieces of every different word, shape (different words, pieces); the first is no word.
        words: per lesson the numbers of its words, shape (lessons, words); 0 where a lesson has ended.
        holds, known: whether a label holds, and whether that is known, shape (lessons, labels).
        shown, weight: whether a word shows a label, and how much that counts, shape (lessons, words, labels).
    """

    pieces: npt.NDArray[np.int32]
    words: npt.NDArray[np.int32]
    holds: Floats
    known: Floats
    shown: Floats
    weight: Floats


class _Material:
    """Lessons as numbers, in batches."""

    def __init__(self, lessons: Sequence[Lesson], labels: Sequence[str], alphabet: Alphabet) -> None:
        self._lessons = lessons
        self._columns = {label: column for column, label in enumerate(labels)}
        numbers: dict[tuple[int, ...], int] = {}
        self._words = [[numbers.setdefault(tuple(alphabet.rows(token)), len(numbers) + 1) for token in lesson.tokens] for lesson in lessons]
        self._pieces = np.zeros((len(numbers) + 1, MOST_PIECES), dtype=np.int32)
        for rows, number in numbers.items():
            self._pieces[number, : len(rows)] = rows

    def batches(self, epoch: int) -> Iterator[_Batch]:
        """Yield all lessons once, those of about one length together, in another order every epoch."""
        draw = np.random.default_rng((_SEED, epoch))
        lengths = np.array([len(words) for words in self._words]) + draw.uniform(0, _BLOCK, len(self._words))
        order = np.argsort(lengths)
        chunks = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
        for number in draw.permutation(len(chunks)):
            yield self.batch(chunks[number])

    def batch(self, chosen: Sequence[int] | npt.NDArray[np.intp]) -> _Batch:
        """Return the lessons of these places, each as long as the longest."""
        longest = max(len(self._words[i]) for i in chosen)
        shape = (len(chosen), longest, len(self._columns))
        words = np.zeros(shape[:2], dtype=np.int32)
        holds, known = np.zeros((shape[0], shape[2]), dtype=np.float32), np.ones((shape[0], shape[2]), dtype=np.float32)
        shown, weight = np.zeros(shape, dtype=np.float32), np.full(shape, _WEIGHT_OTHER_WORDS, dtype=np.float32)
        for row, i in enumerate(chosen):
            words[row, : len(self._words[i])] = self._words[i]
            weight[row, len(self._words[i]) :] = 0
            for label in self._lessons[i].unknown & self._columns.keys():
                known[row, self._columns[label]] = 0
                weight[row, :, self._columns[label]] = 0
            for label, span in self._lessons[i].holds.items():
                column = self._columns[label]
                holds[row, column] = known[row, column] = 1
                weight[row, :, column] = 0
                if span is not None:
                    shown[row, slice(*span), column] = 1
                    weight[row, slice(*span), column] = _WEIGHT_WORDS / (span[1] - span[0])
        different, numbered = np.unique(np.append(words.ravel(), 0), return_inverse=True)
        return _Batch(self._pieces[different], numbered[:-1].reshape(words.shape).astype(np.int32), holds, known, shown, weight)


class _Model:
    """The network while it learns."""

    def __init__(self, pieces: int, labels: int) -> None:
        draw = np.random.default_rng(_SEED)
        inputs = [_WIDTH, *[_CHANNELS] * (_LAYERS - 1)]
        self._embedding = tf.Variable(draw.normal(0, 0.1, (pieces + 1, _WIDTH)).astype(np.float32))
        self._kernels = [tf.Variable(_uniform(draw, (_REACH, size, _CHANNELS))) for size in inputs]
        self._biases = [tf.Variable(np.zeros(_CHANNELS, dtype=np.float32)) for _ in inputs]
        self._output = tf.Variable(_uniform(draw, (_WIDTH + _LAYERS * _CHANNELS, labels)))
        self._bias = tf.Variable(np.full(labels, _FIRST_BIAS, dtype=np.float32))
        self._variables = [self._embedding, *self._kernels, *self._biases, self._output, self._bias]
        self._optimizer = tf.keras.optimizers.Adam(_RATE)
        self._optimizer.build(self._variables)
        self._step = tf.function(self._learn, reduce_retracing=True, autograph=False)

    def learn(self, batch: _Batch, step: int, *, rate: float) -> None:
        self._optimizer.learning_rate.assign(rate)
        arrays = (batch.pieces, batch.words, batch.holds, batch.known, batch.shown, batch.weight)
        self._step(tf.constant(step), *map(tf.constant, arrays))

    def weights(self) -> Weights:
        layers = tuple((kernel.numpy(), bias.numpy()) for kernel, bias in zip(self._kernels, self._biases, strict=True))
        return Weights(self._embedding.numpy(), layers, self._output.numpy(), self._bias.numpy())

    def _learn(
        self, step: tf.Tensor, pieces: tf.Tensor, words: tf.Tensor, holds: tf.Tensor, known: tf.Tensor, shown: tf.Tensor, weight: tf.Tensor
    ) -> None:
        with tf.GradientTape() as tape:
            scores = self.scores(step, pieces, words)
            count = tf.cast(tf.shape(words)[0], tf.float32)
            whole = _whole(scores, words)
            text_loss = _cross_entropy(holds, whole) * (1 + (_WEIGHT_HOLDS - 1) * holds) * known
            word_loss = _cross_entropy(shown, scores) * weight
            loss = (tf.reduce_sum(text_loss) + tf.reduce_sum(word_loss)) / count
        self._optimizer.apply_gradients(zip(tape.gradient(loss, self._variables), self._variables, strict=True))

    def scores(self, step: tf.Tensor, pieces: tf.Tensor, words: tf.Tensor) -> tf.Tensor:
        """Return how much each word speaks for each label, with parts of the network left out by chance.

        What stands behind the end of a lesson is nothing to any layer, as it is when the network reads.
        """
        inside = tf.cast(words > 0, tf.float32)[..., None]
        kept = tf.cast(pieces > 0, tf.float32) * _kept(tf.shape(pieces), _DROP_PIECE, step, 0)
        sums = tf.reduce_sum(tf.gather(self._embedding, pieces) * kept[..., None], axis=1)
        vectors = sums / tf.sqrt(tf.maximum(tf.reduce_sum(kept, axis=1, keepdims=True), 1))
        view = tf.gather(vectors, words) * _kept(tf.shape(words), _DROP_WORD, step, 1)[..., None]
        views = [view]
        for layer, (kernel, bias) in enumerate(zip(self._kernels, self._biases, strict=True)):
            share = _DROP_HIDDEN if layer else _DROP_INPUT
            view = view * _kept(tf.shape(view), share, step, 2 + layer) / (1 - share)
            view = tf.nn.relu(tf.nn.conv1d(view, kernel, 1, "SAME") + bias) * inside
            views.append(view)
        return tf.concat(views, axis=-1) @ self._output + self._bias


def _whole(scores: tf.Tensor, words: tf.Tensor) -> tf.Tensor:
    """Return how much each lesson speaks for each label, shape (lessons, labels): its strongest words count most."""
    behind = tf.cast(words == 0, tf.float32)[..., None] * 1e4
    return tf.reduce_logsumexp((scores - behind) * SHARPNESS, axis=1) / SHARPNESS


def _uniform(draw: np.random.Generator, shape: tuple[int, ...]) -> Floats:
    """Return weights of the spread that keeps a signal's size (Glorot and Bengio, 2010)."""
    size = int(np.prod(shape[:-2]))
    limit = np.sqrt(6 / (size * (shape[-2] + shape[-1])))
    return draw.uniform(-limit, limit, shape).astype(np.float32)


def _kept(shape: tf.Tensor, share: float, step: tf.Tensor, place: int) -> tf.Tensor:
    """Return 0 for a share of the numbers and 1 for the rest; the same for the same step and place."""
    seed = tf.stack([step, tf.constant(_SEED * 100 + place)])
    return tf.cast(tf.random.stateless_uniform(shape, seed) >= share, tf.float32)


def _cross_entropy(labels: tf.Tensor, scores: tf.Tensor) -> tf.Tensor:
    return tf.nn.sigmoid_cross_entropy_with_logits(labels, scores)
