"""Checks domain, rules, stories and training data with Rasa's own validator, and takes every warning for a fault.

Rasa's command `rasa data validate` ends well whatever it warns of.
"""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXPECTED = (
    "The utterance 'utter_storing' is not used",  # actions say it when they fail; no rule may
    "Slot auto-fill has been removed in 3.0",  # said of every domain
)


def main() -> int:
    """Validate, print what is wrong and return the exit code."""
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        sound = _validate()
    faults = [str(entry.message) for entry in caught if _is_fault(entry)]
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    return 0 if sound and not faults else 1


def _validate() -> bool:
    from rasa.shared.importers.importer import TrainingDataImporter
    from rasa.validator import Validator

    importer = TrainingDataImporter.load_from_config("bot/config.yml", "bot/domain.yml", ["bot/data"])
    validator = Validator.from_importer(importer)
    checks = (
        validator.verify_domain_validity,
        lambda: validator.verify_intents_in_stories(ignore_warnings=False),
        lambda: validator.verify_example_repetition_in_intents(ignore_warnings=False),
        lambda: validator.verify_utterances_in_stories(ignore_warnings=False),
        lambda: validator.verify_story_structure(ignore_warnings=False),
        validator.verify_actions_in_stories_rules,
        validator.verify_forms_in_stories_rules,
        validator.verify_form_slots,
        validator.verify_slot_mappings,
    )
    results = [check() for check in checks]  # all of them, so that every fault is told at once
    return all(results)


def _is_fault(entry: warnings.WarningMessage) -> bool:
    return issubclass(entry.category, UserWarning) and "rasa" in str(entry.filename) and not str(entry.message).startswith(EXPECTED)


if __name__ == "__main__":
    sys.exit(main())
