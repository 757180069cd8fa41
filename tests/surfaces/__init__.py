"""What the tests of Slack and Teams need: both services on loopback, and strict readings of what these publish about messages."""
