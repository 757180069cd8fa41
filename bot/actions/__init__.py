"""The custom actions: slots in, one call into `bot.consult`, events and messages out."""
