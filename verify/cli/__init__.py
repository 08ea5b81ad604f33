"""The command line: the only room that prints or exits, one file a command."""
