"""What each command of the command line does: options in, text out, exit status back."""
