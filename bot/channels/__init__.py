"""One module per way in, with the privacy filter before everything else."""
