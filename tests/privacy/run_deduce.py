"""Runs deduce over texts from standard input; started with the Python of deduce's own environment."""

import json
import logging
import resource
import sys
import time
from importlib.metadata import version

logging.basicConfig(stream=sys.stderr, level=logging.ERROR)

from deduce import Deduce  # noqa: E402 - it would set up logging itself

begin = time.time()
deduce = Deduce()
start = time.time() - begin
texts = json.load(sys.stdin)
begin = time.time()
spans = [[(found.start_char, found.end_char) for found in deduce.deidentify(text).annotations] for text in texts]
print(  # noqa: T201
    json.dumps(
        {
            "spans": spans,
            "version": version("deduce"),
            "milliseconds": (time.time() - begin) * 1000 / len(texts),
            "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "start": start,
        }
    )
)
