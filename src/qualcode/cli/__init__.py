"""The command line: parse, call one step, show, exit. One small file a command."""
