"""What a practice uploads to make the assistant known to Slack and to Teams: `python -m bot.manifests slack|teams`."""
