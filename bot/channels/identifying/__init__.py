"""What can point to a person in a text, one module for each sort of it; `bot.channels.privacy` puts them together."""
